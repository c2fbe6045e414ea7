"""Caps count by day; pacing spends in step with time and never over the budget."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from toile.ads.delivery import caps, counters
from toile.ads.delivery.counters import Delivered
from toile.ads.delivery.pacing import LEAD_MS, allowance, exhausted
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

    assert allowance(whole, Delivered(), 0, 1, half) == 5_000
    assert allowance(whole, Delivered(), 0, 2, half) == 2_500
    assert allowance(whole, Delivered(5_000, 5_000 * 8_000_000), 0, 1, half) == 0
    assert allowance(whole, Delivered(), 4_999, 1, half) == 1


@given(st.integers(0, 10**10), st.integers(1, 10**8), st.integers(0, 20 * DAY_MS))
def test_what_all_processes_may_serve_never_passes_the_budget_by_more_than_one_each(
    budget: int, price: int, now_ms: int
) -> None:
    processes = 4
    each = allowance(line(budget, price), Delivered(), 0, processes, now_ms)

    assert (each * processes - processes) * price <= budget * 1_000


def test_a_line_is_exhausted_when_the_next_impression_would_overspend() -> None:
    small = line(budget=16_000)

    assert not exhausted(small, Delivered(1, 8_000_000))
    assert exhausted(small, Delivered(2, 16_000_000))
    assert exhausted(msgspec.structs.replace(small, budget=Money(0)), Delivered())
