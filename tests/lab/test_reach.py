"""Reach: never under 100, rounded before it is used, and of a known distribution."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.lab.crowds import grain, rounded, significant
from toile.lab.reach import addressable, likeness, meetings_within, met, steady


@pytest.mark.parametrize(
    ("ids", "told"),
    [(0, 0), (24, 0), (25, 50), (99, 100), (124, 100), (125, 150), (1_049, 1_000)],
)
def test_a_crowd_is_rounded_to_fifty_at_least(ids: int, told: int) -> None:
    assert rounded(ids) == told


def test_significant_digits_round_half_up() -> None:
    assert [significant(n, 2) for n in (0, 7, 94, 105, 12_499, 12_500)] == [
        0,
        7,
        94,
        110,
        12_000,
        13_000,
    ]


@pytest.mark.parametrize(
    ("ids", "share", "told"),
    [(99, 1.0, None), (100, 1.0, 100), (5_000, 0.01, None), (5_000, 0.5, 2_500)],
)
def test_fewer_than_a_hundred_are_not_addressed(
    ids: int, share: float, told: int | None
) -> None:
    assert addressable(ids, share) == told


@given(st.integers(0, 10**6), st.lists(st.integers(-9, 9), max_size=60))
def test_what_is_told_changes_only_when_fifty_have_come_or_gone(
    ids: int, steps: list[int]
) -> None:
    told = steady(ids, None)
    for step in steps:
        ids = max(0, ids + step)
        again = steady(ids, told)
        if again is not None and told is not None and again != told:
            assert abs(ids - told) >= 50
        assert (again is None) == (ids < 100)
        if again is not None:
            assert abs(again - ids) < max(grain(ids), grain(again))
        told = again


@given(st.integers(0, 10**6), st.integers(1, 24), st.floats(0, 1))
def test_two_dozen_ids_more_or_less_change_nothing_within_a_step(
    base: int, few: int, share: float
) -> None:
    """Whoever asks as often as she likes learns the rounded crowd and nothing finer."""
    middle = rounded(base)
    assert (
        addressable(middle + few, share) == addressable(middle, share) or middle < 100
    )


@given(st.floats(0.01, 30), st.floats(0.1, 5))
def test_more_meetings_meet_more_and_never_all(mean: float, k: float) -> None:
    assert 0 < met(1_000, mean, k) < met(1_000, mean * 1.1, k) < 1_000


@pytest.mark.parametrize(("mean", "k", "cap"), [(0.5, 0.6, 1), (4, 0.6, 3), (9, 2, 12)])
def test_the_formulas_are_those_of_the_distribution(
    mean: float, k: float, cap: int
) -> None:
    chance = random.Random(7)
    ids = 20_000
    drawn = [poisson(chance, chance.gammavariate(k, mean / k)) for _ in range(ids)]
    reached = sum(n > 0 for n in drawn)
    capped = sum(min(n, cap) for n in drawn) / ids
    assert met(ids, mean, k) == pytest.approx(reached, rel=0.04)
    assert meetings_within(mean, cap, k) == pytest.approx(capped, rel=0.04)


def poisson(chance: random.Random, rate: float) -> int:
    """Count the arrivals within one unit of time."""
    at, number = chance.expovariate(1), 0
    while at < rate:
        at, number = at + chance.expovariate(1), number + 1
    return number


@given(st.floats(0.1, 4))
def test_how_alike_people_are_is_found_again(k: float) -> None:
    reached = int(met(100_000, 3, k))
    assert likeness(100_000, reached, 300_000) == pytest.approx(k, rel=0.02)


def test_a_rule_may_ask_for_larger_crowds_and_never_for_smaller_ones() -> None:
    assert addressable(900, least=1_000) is None
    assert addressable(5_000, 0.1, least=1_000) is None
    assert addressable(1_000, least=1_000) == 1_000
    assert addressable(99, least=1) is None
    assert steady(900, 1_200, least=1_000) is None
