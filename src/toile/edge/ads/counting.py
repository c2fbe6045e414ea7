"""GET /imp, /view, /video: an impression began, became viewable, a teaser went on.

The token says which ad; the event carries its id, so that a report sent twice counts
once. The answer does not wait for the disk.
"""

from typing import TypedDict, get_args

from toile.edge import answers
from toile.edge.ads.wing import AdsWing
from toile.edge.server import Answer, Request, problem
from toile.wire.clock import now_ms
from toile.wire.errors import TokenError
from toile.wire.events import AdsEvent, Impression, Quartile, VideoProgress, View
from toile.wire.ids import Ulid, new_ulid
from toile.wire.tokens import ImpressionToken

_GIF = answers.gif()
_QUARTILES: dict[str, Quartile] = {name: name for name in get_args(Quartile)}


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
    event = Impression(**_facts(shown, now), price=shown.price, aid=shown.spectator)
    return _count(wing, "imp", event)


def view(wing: AdsWing, request: Request) -> Answer:
    """Count a viewable impression."""
    now = now_ms()
    shown = _opened(wing, request, now)
    if isinstance(shown, bytes):
        return shown
    return _count(wing, "view", View(**_facts(shown, now)))


def video(wing: AdsWing, request: Request) -> Answer:
    """Count a quartile of a teaser; ``q`` names it."""
    now = now_ms()
    shown = _opened(wing, request, now)
    if isinstance(shown, bytes):
        return shown
    reached = _QUARTILES.get(request.param("q") or "")
    if reached is None:
        wing.counters.count("video", "malformed")
        allowed = ", ".join(_QUARTILES)
        return problem(400, "Unknown quartile", f"q is one of {allowed}.", field="q")
    event = VideoProgress(**_facts(shown, now), reached=reached)
    return _count(wing, "video", event)


def _facts(shown: ImpressionToken, now: int) -> _Facts:
    return _Facts(
        id=new_ulid(now),
        at_ms=now,
        impression=shown.impression,
        line=shown.line,
        creative=shown.creative,
        placement=shown.placement,
    )


def _opened(wing: AdsWing, request: Request, now: int) -> ImpressionToken | bytes:
    try:
        return wing.tokens.open(request.param("t") or "", ImpressionToken, now)
    except TokenError as error:
        wing.counters.count(request.path[1:], "bad_token")
        return problem(400, "Bad token", str(error), code="bad_token", field="t")


def _count(wing: AdsWing, door: str, event: AdsEvent) -> bytes:
    # Appended even then: only a write that succeeds tells that the disk is back.
    wing.journal.append(event)
    if not wing.journal.healthy:
        wing.counters.count(door, "journal_unavailable")
        return answers.unavailable()
    wing.counters.count(door, "recorded")
    return _GIF
