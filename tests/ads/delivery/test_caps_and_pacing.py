"""Caps count by day; pacing spends in step with time and never over the budget."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from toile.ads.delivery import caps, counters
from toile.ads.delivery.counters import Delivered
from toile.ads.delivery.pacing import LEAD_MS, Part, allowance, exhausted
from toile.ads.delivery.uncounted import Uncounted
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import Line
from toile.wire.targeting import Cap, Targeting

LINE = Ulid("01M85275QPHZD88PEEFXQ0HCTA")
DAY_MS = 86_400_000


def line(budget: int, price: int = 8_000_000, days: int = 10) -> Line:
    return Line(
        id=LINE,
        campaign=LINE,
        distributor="Condor",
        film_title="",
        film_rating="",
        allocine_id=1,
        starts_ms=0,
        ends_ms=days * DAY_MS,
        budget=Money(budget),
        price=Money(price),
        targeting=Targeting(),
        formats=("insert",),
        cap=None,
        creatives=(),
    )


def test_a_cap_of_two_a_day_is_met_by_two_today() -> None:
    seen = caps.with_impression(caps.NOTHING, LINE, 100)
    assert not caps.capped(seen, LINE, Cap(2), 100)

    seen = caps.with_impression(seen, LINE, 100)
    assert caps.capped(seen, LINE, Cap(2), 100)
    assert not caps.capped(seen, LINE, Cap(2), 101)
    assert caps.capped(seen, LINE, Cap(2, days=2), 101)
    assert not caps.capped(seen, LINE, None, 100)
    assert caps.decode(caps.encode(seen)) == seen


def test_days_beyond_the_longest_cap_are_forgotten() -> None:
    seen = caps.with_impression(caps.NOTHING, LINE, 100)
    seen = caps.with_impression(seen, LINE, 100 + caps.LONGEST_DAYS)

    assert list(seen.lines[LINE]) == [130]
    assert caps.without_days_before(seen, 131).lines == {}


def test_the_larger_of_two_numbers_is_what_was_seen_at_least() -> None:
    counted = caps.Seen({LINE: {99: 3, 100: 1}})
    served = caps.Seen({LINE: {100: 2, 101: 1}, Ulid("other"): {101: 1}})

    together = caps.at_least(counted, served)
    assert together.lines == {LINE: {99: 3, 100: 2, 101: 1}, "other": {101: 1}}
    assert caps.at_least(together, caps.Seen({LINE: {100: 1}})) == together


def test_spend_is_exact_though_one_impression_costs_a_fraction() -> None:
    delivered = counters.NOTHING
    for _ in range(3):
        delivered = counters.with_impression(delivered, Money(333))

    assert delivered == Delivered(3, 999)
    assert delivered.spent == 0
    assert counters.decode(counters.encode(delivered)) == delivered


def test_half_of_the_time_allows_half_of_the_budget() -> None:
    whole = line(budget=80_000_000)
    half = whole.ends_ms // 2 - LEAD_MS
    alone, one_of_two = Part(0, 1), Part(0, 2)

    assert allowance(whole, Delivered(), 0, alone, half) == 5_000
    assert allowance(whole, Delivered(), 0, one_of_two, half) == 2_500
    assert allowance(whole, Delivered(5_000, 5_000 * 8_000_000), 0, alone, half) == 0
    assert allowance(whole, Delivered(), 4_999, alone, half) == 1
    assert allowance(whole, Delivered(), 5_001, alone, half) == 0


@given(st.integers(0, 10**6), st.integers(1, 9))
def test_the_parts_of_all_processes_add_up(whole: int, processes: int) -> None:
    parts = [Part(index, processes).of(whole) for index in range(processes)]

    assert sum(parts) == whole
    assert max(parts) - min(parts) <= 1


@given(
    st.integers(0, 10**10),
    st.integers(1, 10**8),
    st.integers(0, 20 * DAY_MS),
    st.integers(0, 1_000),
)
def test_what_all_processes_may_serve_never_passes_the_budget(
    budget: int, price: int, now_ms: int, impressions: int
) -> None:
    processes = 4
    delivered = Delivered(impressions, impressions * price)
    each = [
        allowance(line(budget, price), delivered, 0, Part(i, processes), now_ms)
        for i in range(processes)
    ]

    assert sum(each) == 0 or (sum(each) + impressions) * price <= budget * 1_000


def test_a_line_is_exhausted_when_the_next_impression_would_overspend() -> None:
    small = line(budget=16_000)
    alone = Part(0, 1)

    assert not exhausted(small, Delivered(1, 8_000_000), 0, alone)
    assert exhausted(small, Delivered(1, 8_000_000), 1, alone)
    assert exhausted(small, Delivered(2, 16_000_000), 0, alone)
    broke = msgspec.structs.replace(small, budget=Money(0))
    assert exhausted(broke, Delivered(), 0, alone)


def test_what_is_counted_is_taken_from_the_newest_minute_first() -> None:
    tally = Uncounted()
    for minute in (1, 1, 2, 3):
        tally.serve(minute * 60_000)
    tally.count(2)
    assert tally.number == 2
    assert not tally.is_older(119_999)
    assert tally.is_older(120_000)
    tally.give_back(120_000)
    assert tally.number == 0
    tally.count(5)
    assert tally.number == 0


def test_a_clock_that_is_set_back_keeps_the_minutes_in_order() -> None:
    tally = Uncounted()
    tally.serve(5 * 60_000)
    tally.serve(2 * 60_000)
    tally.give_back(5 * 60_000)
    assert tally.number == 2
