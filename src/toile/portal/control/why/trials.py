"""What a reader who fits the line would see, asked of the edge's own decision.

A rival is only named if it could be served this minute: the plan that lies there may
be older than a pause, and a spent budget is not in the plan at all.
"""

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import msgspec

from toile.ads.delivery import caps, pacing
from toile.ads.delivery.counters import IMPRESSIONS_A_PRICE, Delivered
from toile.ads.delivery.pacing import SPENT, Part
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.direct.compiled import CompiledPlan, compile_plan
from toile.ads.direct.decide import Asked, Chosen, decide
from toile.portal.campaigns.selectors import Figures, live_lines
from toile.portal.control.selectors import figures_of
from toile.portal.control.words import NO_BID
from toile.wire.audience import AEA, Membership
from toile.wire.clock import from_datetime, utc_day
from toile.wire.ids import Ulid
from toile.wire.plan import AdsPlan, Line, Placement
from toile.wire.targeting import Geography

ALONE = Part(0, 1)
"""The share of an edge that is the only one."""


@dataclass(frozen=True)
class Trial:
    """What a made-up request would get on one placement."""

    placement: Placement
    alone: str
    winner: Line | None
    wins: bool
    ours: bool


def trials(
    plan: AdsPlan, wanted: Line, now: datetime.datetime, *, targetable: bool
) -> list[Trial]:
    """Try a made-up request on each placement of the line (7 queries)."""
    at_ms = from_datetime(now)
    lines = _still_live(plan, wanted, now)
    allowed = _allowances(lines, at_ms)
    alone = compile_plan(msgspec.structs.replace(plan, lines=(wanted,)))
    every = compile_plan(msgspec.structs.replace(plan, lines=lines))
    # Whoever is ahead of its pace now is not in a minute: only a spent budget counts.
    soon = {
        key: max(1, many) if many != SPENT else SPENT for key, many in allowed.items()
    }
    place = wanted.targeting.geography[0] if wanted.targeting.geography else Geography()
    member = Membership({AEA: utc_day(at_ms)})
    found = []
    for placement in plan.placements:
        if placement.id not in wanted.targeting.placements:
            continue
        asked = Asked(placement, place, member, caps.NOTHING, at_ms)
        own = _asked(alone, asked, allowed.__getitem__, targetable=targetable)
        first = _asked(every, asked, soon.__getitem__, targetable=targetable)
        winner = first.line if isinstance(first, Chosen) else None
        wins = isinstance(own, Chosen)
        reason = "" if isinstance(own, Chosen) else str(NO_BID[own])
        ours = winner is not None and winner.id == wanted.id
        found.append(Trial(placement, reason, winner, wins, ours))
    return found


def delivered_of(lines: Collection[str]) -> dict[str, Delivered]:
    """What each of these lines has delivered in its life (1 query)."""
    figures = figures_of(lines)
    done = {line: figures.get(line, Figures()) for line in lines}
    return {
        line: Delivered(one.impressions, one.spend_micros * IMPRESSIONS_A_PRICE)
        for line, one in done.items()
    }


def _still_live(
    plan: AdsPlan, wanted: Line, now: datetime.datetime
) -> tuple[Line, ...]:
    """The plan's lines, without those that were paused or ended since."""
    live = {row.id for row in live_lines(now)}
    return tuple(one for one in plan.lines if one.id in live or one.id == wanted.id)


def _allowances(lines: Collection[Line], at_ms: int) -> Mapping[Ulid, int]:
    """How many impressions each may serve now; ``SPENT`` if its budget is."""
    delivered = delivered_of([line.id for line in lines])
    return {
        line.id: SPENT
        if pacing.exhausted(line, delivered[line.id], 0, ALONE)
        else pacing.allowance(line, delivered[line.id], 0, ALONE, at_ms)
        for line in lines
    }


def _asked(
    compiled: CompiledPlan,
    asked: Asked,
    allowance: Callable[[Ulid], int],
    *,
    targetable: bool,
) -> Chosen | NoBidReason:
    return decide(
        compiled,
        asked,
        allowance=allowance,
        targetable=lambda _segment: targetable,
        withhold=lambda _line: False,
        turn=0,
    )
