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
NOON = 100 * DAY_MS + DAY_MS // 2


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
    seen = caps.with_impression(caps.NOTHING, LINE, NOON)
    assert not caps.capped(seen, LINE, Cap(2), NOON)

    seen = caps.with_impression(seen, LINE, NOON)
    assert caps.capped(seen, LINE, Cap(2), NOON)
    assert not caps.capped(seen, LINE, Cap(2), NOON + DAY_MS)
    assert caps.capped(seen, LINE, Cap(2, days=2), NOON + DAY_MS)
    assert not caps.capped(seen, LINE, None, NOON)
    assert caps.decode(caps.encode(seen)) == seen


def test_days_beyond_the_longest_cap_are_forgotten() -> None:
    seen = caps.with_impression(caps.NOTHING, LINE, NOON)
    seen = caps.with_impression(seen, LINE, NOON + caps.LONGEST_DAYS * DAY_MS)

    assert list(seen.lines[LINE]) == [130]
    assert caps.without_days_before(seen, 131).lines == {}


def shown(*seconds: int) -> caps.Seen:
    """Somebody who saw the line so many seconds after noon."""
    seen = caps.NOTHING
    for after in seconds:
        seen = caps.with_impression(seen, LINE, NOON + after * 1_000)
    return seen


def test_a_cap_by_the_hour_looks_sixty_minutes_back() -> None:
    cap = Cap(0, an_hour=2)
    seen = shown(0, 600)
    assert caps.capped(seen, LINE, cap, NOON + 601_000)
    assert caps.capped(seen, LINE, cap, NOON + 3_599_000)
    assert not caps.capped(seen, LINE, cap, NOON + 3_600_000)
    assert not caps.capped(shown(0), LINE, cap, NOON + 1_000)


def test_two_impressions_are_so_long_apart() -> None:
    cap = Cap(0, apart_seconds=7_200)
    seen = shown(0, 60)
    assert caps.capped(seen, LINE, cap, NOON + 7_259_000)
    assert not caps.capped(seen, LINE, cap, NOON + 7_260_000)


def test_a_flight_s_cap_counts_days_that_are_forgotten() -> None:
    seen = caps.NOTHING
    for day in range(40):
        seen = caps.with_impression(seen, LINE, NOON + day * DAY_MS)
    later = NOON + 40 * DAY_MS
    assert len(seen.lines[LINE]) == caps.LONGEST_DAYS
    assert caps.capped(seen, LINE, Cap(0, flight=40), later)
    assert not caps.capped(seen, LINE, Cap(0, flight=41), later)
    assert caps.decode(caps.encode(seen)) == seen


def test_a_cap_that_asks_nothing_caps_nobody() -> None:
    assert not caps.capped(shown(*range(50)), LINE, Cap(0), NOON + 50_000)


def test_a_late_impression_takes_its_place() -> None:
    assert shown(600, 0) == shown(0, 600)
    # Told more than an hour late, it is of another hour.
    assert shown(4_000, 0).recent == {LINE: (NOON // 1_000 + 4_000,)}


def test_no_more_moments_are_kept_than_a_cap_can_ask_for() -> None:
    seen = shown(*range(3 * caps.MOST_AN_HOUR))
    assert len(seen.recent[LINE]) == caps.MOST_AN_HOUR
    assert seen.whole == {LINE: 3 * caps.MOST_AN_HOUR}


def test_a_record_of_before_is_read_and_its_days_count_for_the_flight() -> None:
    # As release 0.4 wrote it: {"lines": {line: {20: 2, 21: 1}}}.
    before = (
        bytes.fromhex("81a56c696e657381ba") + LINE.encode() + b"\x82\x14\x02\x15\x01"
    )
    seen = caps.decode(before)
    assert seen == caps.Seen({LINE: {20: 2, 21: 1}})
    assert caps.encode(seen) == before
    now = 21 * DAY_MS
    assert caps.capped(seen, LINE, Cap(0, flight=3), now)
    assert not caps.capped(seen, LINE, Cap(0, flight=4, an_hour=1), now)
    assert caps.with_impression(seen, LINE, now).whole == {LINE: 4}


def test_what_is_forgotten_is_forgotten_whole() -> None:
    assert caps.without_days_before(shown(0), 101) == caps.NOTHING
    assert caps.without_days_before(shown(0), 100) == shown(0)


def test_an_impression_served_then_counted_is_one() -> None:
    served = shown(0, 10)
    # The page told of it two seconds later.
    counted = shown(0, 12)
    together = caps.at_least(counted, served)
    assert together == counted
    assert caps.at_least(served, counted) == counted
    assert caps.at_least(shown(0), served) == served


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
