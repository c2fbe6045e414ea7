"""A plan prepared for asking: which lines may want which placement, dearest first."""

import math

import msgspec

from toile.wire.ids import Ulid
from toile.wire.near_you import NearCinema
from toile.wire.plan import AdsPlan, Creative, Line, Placement


class Candidate(msgspec.Struct, frozen=True):
    """A line that may want a placement, with its creatives for that format."""

    line: Line
    creatives: tuple[Creative, ...]


class CompiledPlan(msgspec.Struct, frozen=True):
    """One immutable plan, indexed once; replaced whole by the next.

    ``placements`` by key, ``by_placement`` by id, ``candidates`` by placement id (and
    ``films``, those that have a teaser for a player there), ``near_you`` by line, then
    by département: for lines that say where to see the film.
    """

    plan: AdsPlan
    placements: dict[str, Placement]
    by_placement: dict[Ulid, Placement]
    candidates: dict[Ulid, tuple[Candidate, ...]]
    films: dict[Ulid, tuple[Candidate, ...]]
    lines: dict[Ulid, Line]
    near_you: dict[Ulid, dict[str, tuple[NearCinema, ...]]]


def compile_plan(plan: AdsPlan) -> CompiledPlan:
    """Index a plan by placement key, by placement and by line."""
    lines = sorted(plan.lines, key=lambda line: (-line.price, line.id))
    programmes = {each.allocine_id: each.departements for each in plan.programmes}
    return CompiledPlan(
        plan=plan,
        placements={
            placement.key: placement
            for placement in plan.placements
            if not placement.by_exchange
        },
        by_placement={placement.id: placement for placement in plan.placements},
        candidates={p.id: _candidates(lines, p) for p in plan.placements},
        films={p.id: _candidates(lines, p, film=True) for p in plan.placements},
        lines={line.id: line for line in plan.lines},
        near_you={
            line.id: programmes[line.allocine_id]
            for line in plan.lines
            if line.near_you and line.allocine_id in programmes
        },
    )


def fitting(creatives: tuple[Creative, ...], place: Placement) -> tuple[Creative, ...]:
    """Keep the creatives whose shape is nearest to the placement's.

    A banner place gets the wide poster, a tall one the upright poster, a video place
    the teaser; creatives of one shape stay together and take turns.
    """
    shape = math.log(place.width / place.height)
    distances = {c.id: round(abs(_shape(c) - shape), 2) for c in creatives}
    nearest = min(distances.values(), default=0.0)
    return tuple(c for c in creatives if distances[c.id] == nearest)


def weighed(creatives: tuple[Creative, ...]) -> tuple[Creative, ...]:
    """Repeat each creative by its weight, so that taking turns splits by weights."""
    unit = math.gcd(*(creative.weight for creative in creatives)) or 1
    most = max((creative.weight // unit for creative in creatives), default=0)
    # In rounds: A B A A, not A A A B, so that a short while is split as well.
    return tuple(
        creative
        for turn in range(most)
        for creative in creatives
        if turn < creative.weight // unit
    )


def _candidates(
    lines: list[Line], place: Placement, *, film: bool = False
) -> tuple[Candidate, ...]:
    wanting = ((line, _creatives(line, film)) for line in lines if _wants(line, place))
    return tuple(
        Candidate(line, weighed(fitting(creatives, place)))
        for line, creatives in wanting
        if creatives
    )


def _creatives(line: Line, film: bool) -> tuple[Creative, ...]:
    if not film:
        return line.creatives
    return tuple(c for c in line.creatives if c.teaser is not None)


def _shape(creative: Creative) -> float:
    media = creative.teaser or creative.poster
    return math.log(media.width / media.height)


def _wants(line: Line, placement: Placement) -> bool:
    chosen = line.targeting.placements
    return placement.format in line.formats and (not chosen or placement.id in chosen)
