"""GET /win, /bill and /loss: what an exchange tells of a bid.

Exchanges repeat a notice until it is answered 200 or 204, so each may come again: the
event carries the impression's id, and the worker counts it once. What is billed is
answered when it is on disk. A notice is told by a server or a browser; neither is
asked for anything but the token that went with the bid.
"""

from toile.ads.notices import told
from toile.ads.notices.refusals import NoticeRefusal
from toile.edge import answers
from toile.edge.ads import bought
from toile.edge.ads.wing import AdsWing
from toile.edge.server import Answer, Request, WhenDurable, problem
from toile.wire.clock import now_ms
from toile.wire.errors import TokenError
from toile.wire.events import AdsEvent
from toile.wire.money import Money
from toile.wire.tokens import BidToken

_EMPTY = answers.empty()


def win(wing: AdsWing, request: Request) -> Answer:
    """Note that a bid won: ``p`` is its price, ``m`` the least that would have won."""
    now = now_ms()
    token = _opened(wing, request, now)
    if isinstance(token, bytes):
        return token
    event = told.win(
        token,
        bought.price(wing, request, token, now),
        _to_win(wing, request, token, now),
        now,
    )
    wing.pace.won(token.impression)
    return _note(wing, "win", event)


def bill(wing: AdsWing, request: Request) -> Answer:
    """Note that an exchange bills: ``p`` is its price; answered once it is on disk."""
    now = now_ms()
    token = _opened(wing, request, now)
    if isinstance(token, bytes):
        return token
    price = bought.price(wing, request, token, now)
    margin, most = bought.terms(wing, token.line)
    event = told.bill(token, price, margin, most, now)
    wing.pace.won(token.impression)
    wing.counters.count("bill", "recorded")
    return WhenDurable(wing.journal.append(event), _EMPTY, answers.unavailable())


def loss(wing: AdsWing, request: Request) -> Answer:
    """Note that a bid lost: ``r`` (or ``l``) says why, ``m`` what would have won."""
    now = now_ms()
    token = _opened(wing, request, now)
    if isinstance(token, bytes):
        return token
    reason = request.param("r") or request.param("l") or ""
    event = told.loss(token, reason, _to_win(wing, request, token, now), now)
    wing.pace.lost(token.impression)
    return _note(wing, "loss", event)


def _opened(wing: AdsWing, request: Request, now: int) -> BidToken | bytes:
    door = request.path[1:]
    try:
        token = wing.tokens.open_expired(request.param("t") or "", BidToken)
    except TokenError as error:
        code = NoticeRefusal.BAD_TOKEN
        wing.counters.count(door, code)
        return problem(400, "Bad token", str(error), code=code, field="t")
    if token.is_test:
        # Such a bid has no notices: whoever tells one has made it up.
        wing.counters.count(door, "test")
        return _EMPTY
    if told.is_too_late(token, now):
        # Asking again would change nothing, so the exchange is told to stop.
        wing.counters.count(door, NoticeRefusal.TOO_LATE)
        return _EMPTY
    if token.expires_ms <= now:
        wing.counters.count(door, "late")
    return token


def _to_win(wing: AdsWing, request: Request, token: BidToken, now: int) -> Money:
    """Read what would have won; most exchanges do not tell, which is not counted."""
    told = bought.read(wing, request, "m", token.exchange, now)
    return Money(0) if isinstance(told, str) else told


def _note(wing: AdsWing, door: str, event: AdsEvent) -> bytes:
    # Nothing is counted by it, so that it is answered before it is on disk; one that
    # could not be written is not asked for again.
    wing.journal.append(event)
    outcome = "recorded" if wing.journal.healthy else "journal_unavailable"
    wing.counters.count(door, outcome)
    return _EMPTY
