"""GET /imp, /view, /video: an impression began, became viewable, a teaser went on.

The token says which ad; the event carries its id, so that a report sent twice counts
once. The answer does not wait for the disk. Quartiles are written down; what else a
player tells (VAST 4.2 §3.14) is counted by name, its errors by code (§2.3.6.3).
"""

from typing import TypedDict, get_args

from toile.edge import answers
from toile.edge.ads.bought import paid
from toile.edge.ads.shown import Shown, opened
from toile.edge.ads.wing import AdsWing
from toile.edge.server import Answer, Request, problem
from toile.wire.clock import now_ms
from toile.wire.errors import TokenError
from toile.wire.events import AdsEvent, Impression, Quartile, VideoProgress, View
from toile.wire.ids import Ulid, new_ulid
from toile.wire.tokens import BidToken
from toile.wire.vast import TrackingEvent

_GIF = answers.gif()
_QUARTILES: dict[str, Quartile] = {name: name for name in get_args(Quartile)}
_TOLD = frozenset((*get_args(TrackingEvent), "companion")) - {
    "start",
    "firstQuartile",
    "midpoint",
    "thirdQuartile",
    "complete",
}
_ERROR = "error"
_ERROR_CODES = frozenset(
    map(
        str,
        (
            *(100, 101, 102, 200, 201, 202, 203, 204, 205, 206),
            *(300, 301, 302, 303, 304, *range(400, 412)),
            *(500, 501, 502, 503, 600, 601, 602, 603, 604, 900, 901, 902),
        ),
    )
)


class _Facts(TypedDict):
    """What all three events say."""

    id: Ulid
    at_ms: int
    impression: Ulid
    line: Ulid
    creative: Ulid
    placement: Ulid


def impression(wing: AdsWing, request: Request) -> Answer:
    """Count an impression."""
    now = now_ms()
    shown = _opened(wing, request, now)
    if isinstance(shown, bytes):
        return shown
    facts = _facts(shown, now)
    if isinstance(shown, BidToken):
        cost, price = paid(wing, request, shown, now)
        wing.pace.won(shown.impression)
        event = Impression(
            **facts,
            price=price,
            aid=shown.spectator,
            exchange=shown.exchange,
            cost=cost,
        )
    else:
        event = Impression(**facts, price=shown.price, aid=shown.spectator)
    return _count(wing, "imp", event)


def view(wing: AdsWing, request: Request) -> Answer:
    """Count a viewable impression."""
    now = now_ms()
    shown = _opened(wing, request, now)
    if isinstance(shown, bytes):
        return shown
    return _count(wing, "view", View(**_facts(shown, now)))


def video(wing: AdsWing, request: Request) -> Answer:
    """Count a quartile of a teaser, or what its player tells; ``q`` names it."""
    now = now_ms()
    shown = _opened(wing, request, now)
    if isinstance(shown, bytes):
        return shown
    told = request.param("q") or ""
    reached = _QUARTILES.get(told)
    if reached is None:
        if told in _TOLD:
            wing.counters.count("video", told)
            return _GIF
        if told == _ERROR:
            code = request.param("code") or ""
            known = code if code in _ERROR_CODES else "unknown"
            wing.counters.count("video_error", known)
            return _GIF
        wing.counters.count("video", "malformed")
        allowed = ", ".join((*_QUARTILES, *sorted(_TOLD), _ERROR))
        return problem(400, "Unknown quartile", f"q is one of {allowed}.", field="q")
    event = VideoProgress(**_facts(shown, now), reached=reached)
    return _count(wing, "video", event)


def _facts(shown: Shown, now: int) -> _Facts:
    return _Facts(
        id=new_ulid(now),
        at_ms=now,
        impression=shown.impression,
        line=shown.line,
        creative=shown.creative,
        placement=shown.placement,
    )


def _opened(wing: AdsWing, request: Request, now: int) -> Shown | bytes:
    try:
        shown = opened(wing, request.param("t") or "", now)
    except TokenError as error:
        wing.counters.count(request.path[1:], "bad_token")
        return problem(400, "Bad token", str(error), code="bad_token", field="t")
    if isinstance(shown, BidToken) and shown.is_test:
        # An exchange looks at the ad of a test auction; nobody pays for it.
        wing.counters.count(request.path[1:], "test")
        return _GIF
    return shown


def _count(wing: AdsWing, door: str, event: AdsEvent) -> bytes:
    # Appended even then: only a write that succeeds tells that the disk is back.
    wing.journal.append(event)
    if not wing.journal.healthy:
        wing.counters.count(door, "journal_unavailable")
        return answers.unavailable()
    wing.counters.count(door, "recorded")
    return _GIF
