"""The allowance over hours: nobody overspends a line, whatever the worker does."""

from collections.abc import Callable
from random import Random
from typing import Any

import msgspec
import pytest

from toile.ads.delivery import counters
from toile.ads.delivery.counters import Delivered
from toile.ads.direct.compiled import CompiledPlan, compile_plan
from toile.ads.direct.serving import IMPRESSION_LIFE_MS
from toile.edge.ads.pace import Pace
from toile.edge.ads.progress import BEHIND_MS
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Line

HOUR_MS = 3_600_000
STEP_MS = 5_000
IMPRESSIONS = 1_000


class Counted:
    """The worker's counter of the one line, and whether it reads on."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.impressions = 0
        self.reads = True

    def get(self, table: str, key: bytes) -> bytes:
        assert (table, key) == (counters.COUNTERS, counters.key(self.line.id))
        spent = self.impressions * self.line.price
        return counters.encode(Delivered(self.impressions, spent))

    def counted_until(self, now_ms: int) -> int:
        return now_ms - BEHIND_MS if self.reads else 0


@pytest.fixture
def line(house: Any) -> Line:
    """A flight of a day whose budget is a thousand impressions."""
    return msgspec.structs.replace(
        house.line,
        starts_ms=0,
        ends_ms=24 * HOUR_MS,
        budget=Money(IMPRESSIONS * 8_000),
        price=Money(8_000_000),
    )


@pytest.fixture
def plan(line: Line) -> CompiledPlan:
    return compile_plan(AdsPlan(version=1, made_ms=0, lines=(line,)))


@pytest.fixture
def counted(line: Line) -> Counted:
    return Counted(line)


def processes_of(counted: Counted, number: int) -> list[Pace]:
    """Make the paces of so many processes; they share nothing but the counter."""
    return [
        Pace(counted, index, number, counted.counted_until)  # type: ignore[arg-type]
        for index in range(number)
    ]


def serve_all(paces: list[Pace], line: Line, now_ms: int) -> int:
    """Serve as much as each process lets through."""
    served = 0
    for pace in paces:
        while pace.left(line.id) > 0:
            pace.serve(line.id, now_ms)
            served += 1
    return served


def through(
    hours: int, paces: list[Pace], plan: CompiledPlan, each: Callable[[int], None]
) -> None:
    for now_ms in range(0, hours * HOUR_MS, STEP_MS):
        for pace in paces:
            pace.refresh(plan, now_ms)
        each(now_ms)


@pytest.mark.parametrize("number", [1, 3])
def test_a_counter_that_never_moves_does_not_refill_the_budget(
    line: Line, plan: CompiledPlan, counted: Counted, number: int
) -> None:
    counted.reads = False
    served = 0

    def each(now_ms: int) -> None:
        nonlocal served
        served += serve_all(paces, line, now_ms)
        assert served <= IMPRESSIONS

    paces = processes_of(counted, number)
    through(24, paces, plan, each)
    assert served == IMPRESSIONS


@pytest.mark.parametrize("number", [1, 3])
def test_with_a_worker_that_counts_the_budget_is_reached_and_not_passed(
    line: Line, plan: CompiledPlan, counted: Counted, number: int
) -> None:
    waiting = [0, 0, 0]

    def each(now_ms: int) -> None:
        waiting.append(serve_all(paces, line, now_ms))
        counted.impressions += waiting.pop(0)
        assert counted.impressions + sum(waiting) <= IMPRESSIONS

    paces = processes_of(counted, number)
    through(24, paces, plan, each)
    assert counted.impressions + sum(waiting) == IMPRESSIONS


@pytest.mark.parametrize("number", [1, 3])
def test_serves_that_nobody_saw_are_given_back_and_the_budget_is_kept(
    line: Line, plan: CompiledPlan, counted: Counted, number: int
) -> None:
    chance = Random(4)

    def each(now_ms: int) -> None:
        served = serve_all(paces, line, now_ms)
        counted.impressions += sum(chance.random() < 0.8 for _ in range(served))
        assert counted.impressions <= IMPRESSIONS

    paces = processes_of(counted, number)
    through(24, paces, plan, each)
    # What was lost in the last four hours of a day is not to be had again.
    assert counted.impressions > 0.93 * IMPRESSIONS


def test_a_worker_that_was_away_for_hours_and_returns_overspends_nothing(
    line: Line, plan: CompiledPlan, counted: Counted
) -> None:
    served = 0

    def each(now_ms: int) -> None:
        nonlocal served
        served += serve_all(paces, line, now_ms)
        counted.reads = now_ms > 10 * HOUR_MS and counted.impressions == served
        if now_ms > 9 * HOUR_MS:
            counted.impressions = min(counted.impressions + 1, served)
        assert served <= IMPRESSIONS

    paces = processes_of(counted, 2)
    through(24, paces, plan, each)
    assert served == IMPRESSIONS


def test_a_lost_serve_is_held_for_the_life_of_its_token(
    line: Line, plan: CompiledPlan, counted: Counted
) -> None:
    end = line.ends_ms
    counted.impressions = IMPRESSIONS - 1
    (pace,) = processes_of(counted, 1)
    pace.refresh(plan, end)
    assert serve_all([pace], line, end) == 1
    for later in (1_000, HOUR_MS, IMPRESSION_LIFE_MS):
        pace.refresh(plan, end + later)
        assert pace.left(line.id) < 0, "spent, as far as is known"
    late = end + IMPRESSION_LIFE_MS + 120_000
    counted.reads = False
    pace.refresh(plan, late)
    assert pace.left(line.id) < 0, "its impression may be waiting for the worker"
    counted.reads = True
    pace.refresh(plan, late + 60_000)
    assert pace.left(line.id) == 1


def test_counters_that_are_being_rebuilt_give_nothing_back(
    line: Line, plan: CompiledPlan, counted: Counted
) -> None:
    (pace,) = processes_of(counted, 1)
    counted.impressions = IMPRESSIONS
    pace.refresh(plan, line.ends_ms)
    assert pace.left(line.id) < 0
    for so_far in (0, 500, IMPRESSIONS):
        counted.impressions = so_far
        pace.refresh(plan, line.ends_ms)
        assert pace.left(line.id) < 0


def test_a_line_that_leaves_the_plan_and_returns_keeps_its_tally(
    line: Line, plan: CompiledPlan, counted: Counted
) -> None:
    (pace,) = processes_of(counted, 1)
    pace.refresh(plan, line.ends_ms)
    assert serve_all([pace], line, line.ends_ms) == IMPRESSIONS
    pace.refresh(compile_plan(AdsPlan(version=2, made_ms=0)), line.ends_ms)
    assert pace.left(line.id) == 0
    pace.refresh(plan, line.ends_ms)
    assert pace.left(line.id) < 0


def test_between_two_steps_of_a_turn_serves_are_taken_off(house: Any) -> None:
    lines = tuple(
        msgspec.structs.replace(
            house.line,
            id=Ulid(f"01M85275QPHZD88PEEFXQE{number:04d}"),
            starts_ms=0,
            ends_ms=24 * HOUR_MS,
            pacing="fast",
            budget=Money(8_000),
            price=Money(8_000_000),
        )
        for number in range(60)
    )
    plan = compile_plan(AdsPlan(version=1, made_ms=0, lines=lines))
    pace = Pace(Uncounted(), 0, 1, lambda _now: 0)  # type: ignore[arg-type]
    pace.refresh(plan, HOUR_MS)
    served = [line.id for line in lines if pace.left(line.id) > 0]
    steps = 0
    for _ in pace.refreshing(plan, HOUR_MS + 1):
        steps += 1
        for line in served:
            if pace.left(line) > 0:
                pace.serve(line, HOUR_MS)
    assert steps == 2
    # One impression is all that each line's budget pays.
    assert served
    assert not [line for line in served if pace.left(line) > 0]


class Uncounted:
    """A store that knows of nothing."""

    def get(self, _table: str, _key: bytes) -> None:
        return None
