"""The curves of a forecast: what they may never do, and what a simulated crowd did."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.lab.forecast import POINTS, Crowd, Estimate, Point, Rates, curve
from toile.lab.supply import Range
from toile.wire.targeting import Cap

RATES = Rates(clicks=0.004, views=0.7, from_clicks=300)
OFFERED = Range(80_000, 100_000, 125_000)
EURO = 1_000_000


def curves(
    offered: Range = OFFERED,
    *,
    budget: int = 1_000 * EURO,
    price: int = 8 * EURO,
    cap: Cap | None = None,
    crowd: Crowd | None = None,
) -> tuple[Point, ...]:
    return curve(
        offered,
        RATES,
        budget_micros=budget,
        price_micros=price,
        days=14,
        cap=cap,
        crowd=crowd,
    )


def test_a_budget_buys_what_it_pays_for_and_no_more_than_is_offered() -> None:
    points = curves()
    assert len(points) == POINTS
    assert points[9].budget_micros == 500 * EURO
    assert points[9].impressions == Estimate(63_000, 63_000, 63_000)
    assert points[9].spend_micros == 500 * EURO
    assert points[-1].impressions == Estimate(80_000, 100_000, 130_000)
    assert points[-1].spend_micros == 800 * EURO


def test_without_the_option_nobody_is_counted() -> None:
    assert {point.reach for point in curves()} == {None}


def test_a_cap_takes_from_those_who_read_most_and_reaches_more() -> None:
    crowd = Crowd(2_000)
    free = curves(crowd=crowd)
    capped = curves(crowd=crowd, cap=Cap(1, 7))
    assert capped[-1].impressions.expected < free[-1].impressions.expected / 10
    thousand = curves(crowd=crowd, budget=16 * EURO)[-1]
    capped_thousand = curves(crowd=crowd, budget=16 * EURO, cap=Cap(1, 7))[-1]
    assert thousand.impressions == capped_thousand.impressions
    assert thousand.reach is not None
    assert capped_thousand.reach is not None
    assert thousand.reach.expected < capped_thousand.reach.expected


def test_few_people_are_not_told_of() -> None:
    assert curves(budget=EURO // 2, crowd=Crowd(500))[0].reach is None


@given(
    st.integers(1, 10**6),
    st.integers(1, 10**4),
    st.integers(1, 50),
    st.one_of(st.none(), st.builds(Cap, st.integers(1, 20), st.integers(1, 30))),
    st.integers(100, 10**5),
)
def test_more_money_never_brings_less(
    offered: int, budget: int, price: int, cap: Cap | None, ids: int
) -> None:
    points = curves(
        Range(offered * 0.8, offered, offered * 1.3),
        budget=budget * EURO,
        price=price * EURO,
        cap=cap,
        crowd=Crowd(ids),
    )
    for name in ("impressions", "clicks", "views"):
        told = [getattr(point, name) for point in points]
        assert all(each.low <= each.expected <= each.high for each in told)
        expected = [each.expected for each in told]
        assert expected == sorted(expected)
    assert all(point.spend_micros <= point.budget_micros for point in points)
    for point in points:
        if point.reach is not None:
            assert 100 <= point.reach.expected <= ids * 1.05
            assert point.reach.expected <= point.impressions.expected * 1.1 + 1


def test_the_reach_of_a_simulated_crowd_lies_in_the_range() -> None:
    """People of very unequal rates meet a line that is capped at three a day."""
    chance = random.Random(11)
    ids, days, cap, hits, rounds = 1_000, 14, Cap(3, 1), 0, 40
    for _ in range(rounds):
        k = chance.uniform(0.4, 1.0)
        rates = [chance.gammavariate(k, 0.4 / k) for _ in range(ids)]
        offered = sum(rates) * days
        taken = chance.uniform(0.2, 0.9)
        shown = [0] * ids
        for person, rate in enumerate(rates):
            for _day in range(days):
                seen = sum(
                    chance.random() < taken for _ in range(_poisson(chance, rate))
                )
                shown[person] += min(seen, cap.impressions)
        bought = sum(shown)
        point = curves(
            Range(offered * 0.9, offered, offered * 1.1),
            budget=bought * 8_000,
            price=8 * EURO,
            cap=cap,
            crowd=Crowd(ids),
        )[-1]
        assert point.reach is not None
        reached = sum(n > 0 for n in shown)
        hits += point.reach.low <= reached <= point.reach.high
    assert hits >= 0.9 * rounds


def _poisson(chance: random.Random, rate: float) -> int:
    at, number = chance.expovariate(1), 0
    while at < rate:
        at, number = at + chance.expovariate(1), number + 1
    return number


@pytest.mark.parametrize("budget", [0, 1])
def test_next_to_no_money_brings_next_to_nothing(budget: int) -> None:
    assert curves(budget=budget)[-1].impressions.expected == 0
