"""GET /aid/{token}: the pool hands an id over, and this wing sets or drops its cookie.

Decision 0003: DESIGN §6 names no door for it. The token is sealed with the door's key
and good for five minutes.
"""

from toile.edge import answers
from toile.edge.ads.wing import AID_COOKIE, AdsWing, aid_of
from toile.edge.server import Answer, Request, problem
from toile.wire.clock import now_ms
from toile.wire.errors import TokenError
from toile.wire.tokens import HandoverToken

_DOOR = "aid"
_PATH = "/aid/"


def handover(wing: AdsWing, request: Request) -> Answer:
    """Take over the id that the pool gives this browser, or forget it."""
    try:
        token = wing.door.open(request.path[len(_PATH) :], HandoverToken, now_ms())
    except TokenError as error:
        wing.counters.count(_DOOR, "bad_token")
        return problem(400, "Bad token", str(error), code="bad_token")
    if token.forget:
        # Only the very id it was made for: nobody may strip others of theirs.
        if aid_of(request) != token.aid:
            wing.counters.count(_DOOR, "other_browser")
            return answers.gif()
        wing.counters.count(_DOOR, "forgotten")
        return answers.gif((answers.drop_cookie(AID_COOKIE),))
    wing.counters.count(_DOOR, "taken")
    return answers.gif((answers.set_cookie(AID_COOKIE, token.aid),))
