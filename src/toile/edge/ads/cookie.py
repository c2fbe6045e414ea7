"""GET /aid and /aid/{token}: this wing's cookie, set or dropped as the pool says.

Decision 0012: ``/aid`` ties the handover to this browser by a nonce and asks the pool,
which alone can tell whether there was a yes; its answer comes back as a token.
"""

import os
import re

from toile.consent import ConsentRefusal
from toile.edge import answers
from toile.edge.ads.wing import AID_COOKIE, AdsWing, aid_of
from toile.edge.server import Answer, Request, problem
from toile.wire.clock import MS_A_SECOND, now_ms
from toile.wire.errors import TokenError
from toile.wire.ids import ID_BYTES, from_cookie, to_cookie
from toile.wire.tokens import HandoverToken

_DOOR = "aid"
_PATH = "/aid/"
_NONCE_COOKIE = "handover"
_NONCE_PATH = "/aid"
_NONCE_SECONDS = 60
# A sealed token, as far as this wing can tell.
_OFFER = re.compile(r"[A-Za-z0-9_-]{1,1024}")

_DROP_NONCE = answers.drop_cookie(_NONCE_COOKIE, _NONCE_PATH)


def begin(wing: AdsWing, request: Request) -> Answer:
    """Begin a handover: give this browser a nonce, and send it to the pool."""
    offer = request.param("r") or ""
    if answers.says_gpc(request):
        wing.counters.count(_DOOR, "gpc")
        return answers.empty()
    if answers.objects(request):
        wing.counters.count(_DOOR, ConsentRefusal.OBJECTED)
        return answers.empty()
    if _OFFER.fullmatch(offer) is None:
        wing.counters.count(_DOOR, "malformed")
        return answers.empty()
    nonce = os.urandom(ID_BYTES)
    wing.counters.count(_DOOR, "begun")
    return answers.redirect(
        f"{wing.pool_url}/handover?r={offer}&n={to_cookie(nonce)}",
        (answers.set_cookie(_NONCE_COOKIE, nonce, _NONCE_SECONDS, _NONCE_PATH),),
    )


def handover(wing: AdsWing, request: Request) -> Answer:
    """Take over the id that the pool gives this very browser, or forget it."""
    now = now_ms()
    try:
        token = wing.door.sealer.open(request.path[len(_PATH) :], HandoverToken, now)
    except TokenError as error:
        wing.counters.count(_DOOR, "bad_token")
        return problem(400, "Bad token", str(error), code="bad_token")
    if token.forget:
        return _forget(wing, request, token)
    return _take(wing, request, token, now)


def _take(wing: AdsWing, request: Request, token: HandoverToken, now: int) -> bytes:
    nonce = from_cookie(request.cookie(_NONCE_COOKIE) or "")
    if nonce is None or nonce != token.nonce:
        wing.counters.count(_DOOR, "other_browser")
        return answers.empty()
    wing.counters.count(_DOOR, "taken")
    seconds = (token.until_ms - now) // MS_A_SECOND
    taken = answers.set_cookie(AID_COOKIE, token.aid, seconds)
    return answers.gif((taken, _DROP_NONCE))


def _forget(wing: AdsWing, request: Request, token: HandoverToken) -> bytes:
    # Only the very id it was made for: nobody may strip others of theirs.
    if aid_of(request) not in (token.aid, token.earlier or token.aid):
        wing.counters.count(_DOOR, "other_browser")
        return answers.gif()
    wing.counters.count(_DOOR, "forgotten")
    return answers.gif((answers.drop_cookie(AID_COOKIE),))
