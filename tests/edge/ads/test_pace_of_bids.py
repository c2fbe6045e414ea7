"""A market of a day, by a clock of its own: bids keep the pace and never the budget.

Four processes bid on all that comes, ten times what the line needs; the worker is ten
seconds behind; notices come to any process, late, or never. Seeded: it is the same day
each time. The figures are told in docs/explain/pacing.md.
"""

import heapq
from dataclasses import dataclass, field
from random import Random
from typing import Any

import msgspec
import pytest

from toile.ads.delivery import counters, noticed
from toile.ads.delivery.counters import COUNTERS, Delivered
from toile.ads.delivery.noticed import NOTICED, Noticed
from toile.ads.delivery.pacing import SPENT
from toile.ads.direct.compiled import compile_plan
from toile.edge.ads.pace import Pace
from toile.edge.ads.progress import BEHIND_MS
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Line

SECOND_MS = 1_000
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
EXP_MS = 60_000
BID = Money(4_000_000)
A_DAY = 4_000
"""What a line of the market may show in a day."""


@dataclass
class Market:
    """How auctions end, and when their notices come."""

    win_rate: float = 0.2
    tells_wins: bool = True
    tells_losses: float = 0.5
    never_shown: float = 0.1
    late: float = 0.02
    latest_ms: int = 50 * 60_000
    cheapest: float = 0.6
    shares: tuple[int, ...] = (1, 1, 1, 1)
    lag_ms: int = 10 * SECOND_MS
    reads: bool = True


@dataclass
class Day:
    """The line's day: processes, what is under way, what the worker has counted."""

    line: Line
    market: Market
    seed: int = 1
    now_ms: int = 0
    bids: int = 0
    billed: int = 0
    """Thousandths of micro-euros that exchanges billed, counted or not."""
    at_stake: int = 0
    """What the bids under way may still cost."""
    highest: int = 0
    delivered: Delivered = counters.NOTHING
    told: dict[bytes, Noticed] = field(default_factory=dict)
    by_day: dict[int, int] = field(default_factory=dict)
    _coming: list[tuple[int, int, str, Ulid, int]] = field(default_factory=list)
    _unread: list[tuple[int, int, str, Ulid, int]] = field(default_factory=list)
    _number: int = 0

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.plan = compile_plan(AdsPlan(version=1, made_ms=0, lines=(self.line,)))
        number = len(self.market.shares)
        self.paces = [self.start(index, number) for index in range(number)]

    def start(self, index: int, number: int) -> Pace:
        return Pace(self, index, number, self.counted_until)  # type: ignore[arg-type]

    def get(self, table: str, key: bytes) -> bytes | None:
        """What the worker keeps."""
        if table == COUNTERS:
            return counters.encode(self.delivered)
        assert table == NOTICED
        record = self.told.get(key)
        return None if record is None else noticed.encode(record)

    def counted_until(self, now_ms: int) -> int:
        return now_ms - self.market.lag_ms - BEHIND_MS if self.market.reads else 0

    def run(
        self, until_ms: int, step_ms: int = 10 * SECOND_MS, asked: int = 160
    ) -> None:
        """Let the market go on; each step each process is asked by its share."""
        whole = sum(self.market.shares)
        while self.now_ms < until_ms:
            self._notices()
            self._work()
            for pace, share in zip(self.paces, self.market.shares, strict=True):
                pace.refresh(self.plan, self.now_ms)
                for _ in range(asked * share // whole):
                    if pace.may_bid(self.line.id) <= 0:
                        break
                    self._bid(pace)
            self.highest = max(self.highest, self.billed + self.at_stake)
            self.now_ms += step_ms

    def _bid(self, pace: Pace) -> None:
        chance, market = self.chance, self.market
        self.bids += 1
        impression = Ulid(f"{self.bids:026d}")
        pace.reserve(self.line.id, impression, BID, self.now_ms, self.now_ms + EXP_MS)
        self.at_stake += BID
        if chance.random() >= market.win_rate:
            tells = chance.random() < market.tells_losses
            self._later(
                chance.randint(100, 2_000), "lost" if tells else "end", impression
            )
            return
        if market.tells_wins:
            self._later(chance.randint(100, 2_000), "won", impression)
        if chance.random() < market.never_shown:
            self._later(EXP_MS, "end", impression)
            return
        late = chance.random() < market.late
        after = (
            chance.randint(EXP_MS, market.latest_ms)
            if late
            else chance.randint(2_000, EXP_MS)
        )
        price = int(BID * chance.uniform(market.cheapest, 1.0))
        self._later(after, "bill", impression, price)

    def _later(
        self, after_ms: int, kind: str, impression: Ulid, price: int = 0
    ) -> None:
        self._number += 1
        heapq.heappush(
            self._coming,
            (self.now_ms + after_ms, self._number, kind, impression, price),
        )

    def _notices(self) -> None:
        """Take what comes by now: to any process, and into the journal."""
        while self._coming and self._coming[0][0] <= self.now_ms:
            notice = heapq.heappop(self._coming)
            at_ms, _, kind, impression, price = notice
            process = self.chance.choice(self.paces)
            if kind in ("lost", "end", "bill"):
                self.at_stake -= BID
            if kind == "bill":
                self.billed += price
                day = at_ms // DAY_MS
                self.by_day[day] = self.by_day.get(day, 0) + price
            if kind == "lost":
                process.lost(impression)
            elif kind in ("won", "bill"):
                process.won(impression)
            if kind != "end":
                self._unread.append(notice)

    def _work(self) -> None:
        """Count what the worker has read by now."""
        if not self.market.reads:
            return
        read_ms = self.now_ms - self.market.lag_ms
        while self._unread and self._unread[0][0] <= read_ms:
            at_ms, _, kind, impression, price = self._unread.pop(0)
            key = noticed.key(impression)
            before = self.told.get(key, Noticed(at_ms))
            if kind == "bill":
                self.delivered = counters.with_bought(self.delivered, Money(price))
                self.told[key] = Noticed(at_ms, before.won, before.lost, Money(price))
            else:
                self.told[key] = Noticed(at_ms, kind == "won", kind == "lost")


@pytest.fixture
def line(house: Any) -> Line:
    """A flight of a week that may show so many a day at 4 EUR for 1000."""
    return msgspec.structs.replace(
        house.line,
        starts_ms=0,
        ends_ms=7 * DAY_MS,
        budget=Money(7 * A_DAY * BID // 1_000),
        price=BID,
    )


def slow(market: Market) -> Any:
    return pytest.param(market, marks=pytest.mark.slow)


def daily(line: Line) -> int:
    """The day's share of the budget, thousandths of micro-euros."""
    return line.budget * 1_000 * DAY_MS // (line.ends_ms - line.starts_ms)


@pytest.mark.parametrize(
    "market",
    [
        Market(),
        Market(tells_wins=False, late=0.05, latest_ms=3 * HOUR_MS),
        slow(Market(win_rate=0.05, tells_losses=0.0)),
        slow(Market(win_rate=1.0, cheapest=1.0)),
        slow(Market(shares=(2, 1, 1, 0))),
    ],
    ids=["plain", "late without a win", "seldom wins", "always wins", "uneven"],
)
def test_ten_times_the_traffic_does_not_overspend_the_day(
    line: Line, market: Market
) -> None:
    day = Day(line, market)
    day.run(DAY_MS)
    spent = day.by_day[0] / daily(line)
    assert 0.97 < spent < 1.01
    assert day.highest <= line.budget * 1_000


def hurried(line: Line, **changed: Any) -> Line:
    """The line with one day's budget, as fast as it goes."""
    budget = Money(A_DAY * BID // 1_000)
    values = {"pacing": "fast", "ends_ms": DAY_MS, "budget": budget} | changed
    return msgspec.structs.replace(line, **values)


def test_as_fast_as_it_goes_spends_nearly_all_in_hours_and_never_more(
    line: Line,
) -> None:
    day = Day(hurried(line), Market())
    day.run(2 * HOUR_MS)
    # What the one process is behind, another that is ahead may not bid.
    assert 0.95 < day.billed / daily(day.line) <= 1.0
    assert day.highest <= day.line.budget * 1_000


@pytest.mark.parametrize("seed", range(1, 4))
def test_as_fast_as_it_goes_keeps_the_budget_where_bills_come_late_and_unannounced(
    line: Line, seed: int
) -> None:
    # No win is told, and one bill in fifty comes when its bid is long past.
    market = Market(tells_wins=False, late=0.02, latest_ms=3 * HOUR_MS)
    day = Day(hurried(line), market, seed)
    day.run(3 * HOUR_MS)
    assert 0.95 < day.billed / daily(day.line) < 1.01
    day.run(8 * HOUR_MS)
    # What was kept for late bills is free again after three hours.
    assert 0.99 < day.billed / daily(day.line) < 1.01


def test_a_worker_that_is_away_lets_nobody_overspend(line: Line) -> None:
    for pacing in ("even", "fast"):
        day = Day(hurried(line, pacing=pacing), Market(reads=False))
        day.run(2 * HOUR_MS, step_ms=60 * SECOND_MS, asked=1_000)
        assert day.delivered == counters.NOTHING
        assert 0 < day.billed <= day.highest <= day.line.budget * 1_000


def test_in_front_a_line_spends_twice_as_fast(line: Line) -> None:
    day = Day(hurried(line, pacing="front"), Market())
    day.run(6 * HOUR_MS)
    # What is left falls with the square of the time that is left: 1 - (3/4)².
    assert day.billed / daily(day.line) == pytest.approx(7 / 16, abs=0.02)


def test_a_night_without_traffic_makes_no_rush_in_the_morning(line: Line) -> None:
    day = Day(hurried(line, pacing="even"), Market())
    day.run(6 * HOUR_MS, asked=0)
    assert day.billed == 0
    day.run(7 * HOUR_MS)
    # An hour of the eighteen that are left.
    assert day.billed / daily(day.line) == pytest.approx(1 / 18, abs=0.01)


def test_tags_and_bids_spend_one_budget(line: Line) -> None:
    day = Day(hurried(line, ends_ms=HOUR_MS), Market(lag_ms=0))
    served = 0
    for minute in range(60):
        day.run(minute * 60_000)
        for pace in day.paces:
            while pace.left(line.id) > 0 and served < A_DAY // 2:
                pace.serve(line.id, day.now_ms)
                served += 1
        assert served * line.price + day.billed + day.at_stake <= line.budget * 1_000
    assert served > 0


def test_a_serve_and_a_bid_take_from_each_other_at_once(line: Line) -> None:
    day = Day(hurried(line, budget=Money(8_000)), Market(shares=(1,)))
    (pace,) = day.paces
    pace.refresh(day.plan, 0)
    assert (pace.left(line.id), pace.may_bid(line.id)) == (2, 2)
    pace.reserve(line.id, Ulid("1"), BID, 0, EXP_MS)
    assert (pace.left(line.id), pace.may_bid(line.id)) == (1, 1)
    pace.serve(line.id, 0)
    assert (pace.left(line.id), pace.may_bid(line.id)) == (0, 0)


def test_a_loss_is_free_at_once_and_its_repetition_frees_nothing(line: Line) -> None:
    day = Day(hurried(line, budget=Money(8_000)), Market(shares=(1,)))
    (pace,) = day.paces
    pace.refresh(day.plan, 0)
    assert pace.may_bid(line.id) == 2
    for number in ("1", "2"):
        pace.reserve(line.id, Ulid(number), BID, 0, EXP_MS)
    pace.refresh(day.plan, 1_000)
    assert pace.may_bid(line.id) == SPENT
    for _ in range(3):
        pace.lost(Ulid("1"))
    pace.refresh(day.plan, 2_000)
    assert pace.may_bid(line.id) == 1


def test_a_bid_that_nobody_tells_of_is_held_a_minute_beyond_its_exp(line: Line) -> None:
    day = Day(hurried(line, budget=Money(4_000)), Market(shares=(1,), lag_ms=0))
    (pace,) = day.paces
    pace.refresh(day.plan, 0)
    pace.reserve(line.id, Ulid("1"), BID, 0, EXP_MS)
    for now_ms in (30_000, EXP_MS + 1_000, EXP_MS + 60_000 - 1_000):
        pace.refresh(day.plan, now_ms)
        assert pace.may_bid(line.id) == SPENT
    day.market.reads = False
    pace.refresh(day.plan, EXP_MS + 90_000)
    assert pace.may_bid(line.id) == SPENT, "its bill may wait for the worker"
    day.market.reads = True
    pace.refresh(day.plan, EXP_MS + 100_000)
    assert pace.may_bid(line.id) == 1


def test_equal_lines_are_behind_by_time_not_by_budget(line: Line) -> None:
    small = msgspec.structs.replace(line, id=Ulid("small"), budget=line.budget // 10)
    day = Day(line, Market(shares=(1,)))
    day.plan = compile_plan(AdsPlan(version=2, made_ms=0, lines=(line, small)))
    (pace,) = day.paces
    for now_ms in (0, 5 * 60_000):
        pace.refresh(day.plan, now_ms)
    assert pace.may_bid(line.id) > 0
    ratio = pace.may_bid(line.id) / max(1, pace.may_bid(small.id))
    assert ratio > 1
    before = pace.behind_ms(line.id)
    pace.reserve(line.id, Ulid("1"), BID, 0, EXP_MS)
    assert pace.behind_ms(line.id) < before
