"""The decision for one placement: the dearest line that fits, or why there is none.

Lines of one price take turns by how far each is behind its pace, so that two
distributors who pay the same are served alike. A line is only held back from an id once
it has won for it: those held out are then just like those served.
"""

from collections.abc import Callable

import msgspec

from toile.ads.delivery import caps
from toile.ads.delivery.match import NO_CONTEXT, Context, misfit
from toile.ads.delivery.pacing import SPENT
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.direct.compiled import Candidate, CompiledPlan
from toile.wire.audience import Membership
from toile.wire.ids import Ulid
from toile.wire.plan import Creative, Line, Placement
from toile.wire.targeting import Geography


class Asked(msgspec.Struct, frozen=True):
    """What is known of a request: where, by whom (as segments), seen how often.

    A video player asks for a ``film``.
    """

    placement: Placement
    place: Geography
    membership: Membership | None
    seen: caps.Seen
    now_ms: int
    film: bool = False
    context: Context = NO_CONTEXT


class Chosen(msgspec.Struct, frozen=True):
    """The line and the creative to show; ``by_pool`` if a segment chose the line."""

    line: Line
    creative: Creative
    by_pool: bool


def decide(
    compiled: CompiledPlan,
    asked: Asked,
    *,
    allowance: Callable[[Ulid], int],
    targetable: Callable[[str], bool],
    withhold: Callable[[Line], bool],
    turn: int,
) -> Chosen | NoBidReason:
    """Choose among the placement's candidates.

    ``allowance`` tells how many impressions a line may still serve now (or that it is
    ``SPENT``), ``targetable``
    whether a segment is large enough, ``withhold`` whether a line with a hold-out that
    has just won is held back from this id; ``turn`` is any number that changes from one
    request to the next and rotates a line's creatives. When no line fits, the reason
    is that of the line that came closest.
    """
    without: tuple[Ulid, ...] = ()
    while True:
        best = _best(compiled, asked, allowance, targetable, without)
        if isinstance(best, NoBidReason):
            return NoBidReason.HELD_OUT if without else best
        line = best.line
        if not line.holdout or not line.targeting.segments or not withhold(line):
            break
        without = (*without, line.campaign)
    creative = best.creatives[turn % len(best.creatives)]
    return Chosen(line, creative, bool(line.targeting.segments))


def _best(
    compiled: CompiledPlan,
    asked: Asked,
    allowance: Callable[[Ulid], int],
    targetable: Callable[[str], bool],
    without: tuple[Ulid, ...],
) -> Candidate | NoBidReason:
    """Find the winner, leaving out the pool's lines of some campaigns."""
    by_placement = compiled.films if asked.film else compiled.candidates
    candidates = by_placement.get(asked.placement.id, ())
    best: Candidate | None = None
    best_allowance = 0
    closest = NoBidReason.NO_LINE
    for candidate in candidates:
        # Candidates come dearest first: a cheaper one cannot win any more.
        if best is not None and candidate.line.price < best.line.price:
            break
        if without and _is_without(candidate.line, without):
            continue
        reason = _refusal(candidate.line, asked, targetable)
        if reason is None:
            allowed = allowance(candidate.line.id)
            if allowed <= 0:
                spent = allowed == SPENT
                reason = NoBidReason.BUDGET if spent else NoBidReason.PACING
            elif allowed > best_allowance:
                best, best_allowance = candidate, allowed
                continue
        if reason is not None:
            closest = max(closest, reason, key=_closeness)
    return closest if best is None else best


def _is_without(line: Line, without: tuple[Ulid, ...]) -> bool:
    # A line without the option is tied to no id, so that nobody is held out of it.
    return line.campaign in without and bool(line.targeting.segments)


def _refusal(
    line: Line, asked: Asked, targetable: Callable[[str], bool]
) -> NoBidReason | None:
    if line.price < asked.placement.floor:
        return NoBidReason.BELOW_FLOOR
    if not line.starts_ms <= asked.now_ms < line.ends_ms:
        return NoBidReason.OUT_OF_FLIGHT
    reason = misfit(
        line.targeting,
        interests=asked.placement.interests,
        place=asked.place,
        membership=asked.membership,
        targetable=targetable,
        now_ms=asked.now_ms,
        context=asked.context,
    )
    if reason is not None:
        return reason
    if caps.capped(asked.seen, line.id, line.cap, asked.now_ms):
        return NoBidReason.USER_CAP
    return None


_FROM_FAR_TO_CLOSE = (
    NoBidReason.NO_LINE,
    NoBidReason.BELOW_FLOOR,
    NoBidReason.OUT_OF_FLIGHT,
    NoBidReason.UNMATCHED_USER,
    NoBidReason.SEGMENT_EXCLUDED,
    NoBidReason.SMALL_SEGMENT,
    NoBidReason.GEOGRAPHY,
    NoBidReason.INTERESTS,
    NoBidReason.DEVICE,
    NoBidReason.DAYPART,
    NoBidReason.LANGUAGE,
    NoBidReason.AGE,
    NoBidReason.GENDER,
    NoBidReason.KEYWORDS,
    NoBidReason.CONTENT,
    NoBidReason.HOST_EXCLUDED,
    NoBidReason.BUDGET,
    NoBidReason.USER_CAP,
    NoBidReason.PACING,
)


def _closeness(reason: NoBidReason) -> int:
    return _FROM_FAR_TO_CLOSE.index(reason)
