"""The honest range: worlds live on, and end up in it as often as it says."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.lab.supply import Range, coming

WEEK = (1.0, 0.95, 0.9, 0.95, 1.1, 1.3, 1.2)
WORLDS = 300


def lived(
    chance: random.Random, days: int, likeness: float, noise: float
) -> list[float]:
    """Live some days: a rhythm of the week, and days that resemble their neighbours."""
    first = chance.randrange(7)
    mood = chance.gauss(0, noise / math.sqrt(1 - likeness**2))
    told = []
    for day in range(days):
        told.append(10_000 * math.exp(mood) * WEEK[(first + day) % 7])
        mood = likeness * mood + chance.gauss(0, noise)
    return told


def covered(past_days: int, days: int, likeness: float, noise: float) -> float:
    chance = random.Random(past_days * 100 + days)
    hits = 0
    for _ in range(WORLDS):
        world = lived(chance, past_days + days, likeness, noise)
        told = coming(world[:past_days], days)
        assert told is not None
        hits += told.low <= sum(world[past_days:]) <= told.high
    return hits / WORLDS


@pytest.mark.parametrize("past_days", [1, 3, 7, 14, 28])
@pytest.mark.parametrize("days", [3, 7, 30])
@pytest.mark.parametrize(("likeness", "noise"), [(0.0, 0.1), (0.5, 0.15), (0.8, 0.05)])
def test_ordinary_worlds_end_up_in_the_range_nine_times_in_ten(
    past_days: int, days: int, likeness: float, noise: float
) -> None:
    assert covered(past_days, days, likeness, noise) >= 0.9


def test_wild_worlds_do_three_times_in_four() -> None:
    assert covered(14, 14, 0.8, 0.3) >= 0.75


def test_a_longer_past_makes_a_narrower_range() -> None:
    world = lived(random.Random(3), 28, 0.3, 0.1)
    ranges = [coming(world[:n], 14) for n in (1, 3, 7, 14, 28)]
    spreads = [each.high / each.expected for each in ranges if each is not None]
    assert spreads == sorted(spreads, reverse=True)
    assert spreads[0] > 3
    assert spreads[-1] < 1.4


def test_without_a_past_nothing_is_told() -> None:
    assert coming([], 7) is None
    assert coming([0, 0], 7) is None
    assert coming([10], 0) is None


@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=28), st.floats(0.5, 400))
def test_the_range_is_always_a_range(past: list[float], days: float) -> None:
    told = coming(past, days)
    if told is not None:
        assert 0 < told.low <= told.expected <= told.high < math.inf


def test_a_second_source_of_error_widens() -> None:
    wide = Range(80, 100, 125).wider(0.5)
    assert wide.low < 80
    assert wide.high > 125
    assert Range(0, 0, 0).wider(0.5) == Range(0, 0, 0)
