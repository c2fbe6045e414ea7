"""Lift: the interval covers, and nothing is claimed of too few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.lab.lift import Side, difference_interval, effect


def test_a_clear_effect_is_told_with_its_interval() -> None:
    told = effect(Side(4_510, 180), Side(503, 9))
    assert (told.verdict, told.served, told.held_out) == ("more", 4_500, 500)
    assert (told.served_rate, told.held_out_rate) == (0.04, 0.018)
    assert told.difference == 0.022
    assert told.low is not None
    assert told.high is not None
    assert 0 < told.low < 0.022 < told.high
    assert told.relative is None, "nine film pages are no ground for a ratio"


def test_chance_is_called_chance() -> None:
    assert effect(Side(1_000, 40), Side(1_000, 38)).verdict == "unclear"
    assert effect(Side(1_000, 40), Side(1_000, 90)).verdict == "fewer"


@pytest.mark.parametrize(
    ("served", "held_out"),
    [
        (Side(199, 50), Side(5_000, 50)),
        (Side(5_000, 50), Side(199, 50)),
        (Side(5_000, 5), Side(500, 4)),
        (Side(0, 0), Side(0, 0)),
    ],
)
def test_of_too_few_no_rate_is_told(served: Side, held_out: Side) -> None:
    told = effect(served, held_out)
    assert told.verdict == "too_small"
    assert {told.served_rate, told.held_out_rate, told.low, told.relative} == {None}
    assert told.served is None or told.served >= 50


SIDES = st.integers(1, 5_000).flatmap(
    lambda ids: st.integers(0, ids).map(lambda looked_up: Side(ids, looked_up))
)


@given(SIDES, SIDES)
def test_the_interval_holds_the_difference_and_turns_with_the_sides(
    one: Side, two: Side
) -> None:
    low, high = difference_interval(one, two)
    difference = one.looked_up / one.ids - two.looked_up / two.ids
    assert -1 <= low <= difference + 1e-9
    assert difference - 1e-9 <= high <= 1
    turned = difference_interval(two, one)
    assert turned == pytest.approx((-high, -low))


@pytest.mark.parametrize(("p", "q"), [(0.02, 0.02), (0.05, 0.03), (0.01, 0.004)])
def test_the_interval_covers_the_truth_19_times_in_20(p: float, q: float) -> None:
    """Every outcome with its probability: exact, no simulation."""
    covered = 0.0
    for k, chance_of_k in binomial(3_000, p).items():
        for j, chance_of_j in binomial(300, q).items():
            low, high = difference_interval(Side(3_000, k), Side(300, j))
            covered += chance_of_k * chance_of_j * (low <= p - q <= high)
    assert 0.94 < covered < 0.97


def binomial(n: int, p: float) -> dict[int, float]:
    """Give the probability of each number of successes that is not negligible."""
    found = {0: (1 - p) ** n}
    for k in range(n):
        found[k + 1] = found[k] * (n - k) / (k + 1) * p / (1 - p)
    return {k: chance for k, chance in found.items() if chance > 1e-6}
