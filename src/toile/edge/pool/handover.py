"""GET /handover: the one step of a handover that knows whose yes it rests on.

The ads wing sends a browser here with the offer that came with its yes and a nonce
(decision 0012). Whoever is refused gets an empty answer, which says nothing of why.
"""

import msgspec

from toile.consent import ConsentRefusal
from toile.edge import answers
from toile.edge.pool.wing import PoolWing, present_sid, refusal_of
from toile.edge.server import Answer, Request
from toile.wire.clock import MS_A_SECOND, now_ms
from toile.wire.errors import ProfileError, TokenError
from toile.wire.ids import from_cookie
from toile.wire.tokens import HandoverToken, OfferToken, ReceiptToken

_DOOR = "handover"
_LIFE_MS = 60 * MS_A_SECOND


def start_url(wing: PoolWing, receipt: ReceiptToken) -> str:
    """Write the address at which a browser that said yes begins its handover."""
    offer = OfferToken(**msgspec.structs.asdict(receipt))
    return f"{wing.ads_url}/aid?r={wing.receipts.seal(offer)}"


def handover(wing: PoolWing, request: Request) -> Answer:
    """Send a browser whose yes holds back to the ads wing, with its id for it."""
    nonce = from_cookie(request.param("n") or "")
    if nonce is None:
        return _refused(wing, "malformed")
    offer = _offer_in(wing, request)
    if offer is None:
        return _refused(wing, ConsentRefusal.NO_RECEIPT)
    if wing.plan.current.by_id(offer.site) is None:
        return _refused(wing, "unknown_site")
    now = now_ms()
    try:
        refusal = refusal_of(wing, request, offer, offer.site, now)
        sid = offer.sid
        if refusal is None:
            sid = present_sid(wing, request, offer.sid, now)
    except ProfileError:
        # Whether the yes was taken back cannot be known: doubt means no.
        return _refused(wing, "store_unavailable")
    if refusal is not None:
        return _refused(wing, refusal)
    token = HandoverToken(
        expires_ms=now + _LIFE_MS,
        aid=wing.identity.aid(sid),
        nonce=nonce,
        until_ms=offer.expires_ms,
    )
    wing.counters.count(_DOOR, "passed")
    return answers.redirect(f"{wing.ads_url}/aid/{wing.door.seal(token)}")


def _offer_in(wing: PoolWing, request: Request) -> OfferToken | None:
    try:
        return wing.receipts.open_expired(request.param("r") or "", OfferToken)
    except TokenError:
        return None


def _refused(wing: PoolWing, outcome: str) -> bytes:
    wing.counters.count(_DOOR, outcome)
    return answers.empty()
