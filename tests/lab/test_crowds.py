"""No small crowds."""

import pytest

from toile.lab import shown
from toile.lab.crowds import Share, packets, settled, shares


@pytest.mark.parametrize(
    ("spectators", "expected"),
    [
        (0, None),
        (49, None),
        (50, 50),
        (74, 50),
        (75, 100),
        (99, 100),
        (1_024, 1_000),
        (1_251, 1_300),
    ],
)
def test_counts_are_hidden_below_50_and_rounded_above(
    spectators: int, expected: int | None
) -> None:
    assert shown(spectators) == expected


def test_a_rule_may_hide_more_and_never_less() -> None:
    assert shown(199, 200) is None
    assert shown(200, 200) == 200
    assert shown(49, 10) is None
    assert shown(50, 10) == 50
    assert shown(61, 60) == 60


def test_packets_wait_until_they_are_full() -> None:
    assert packets([20, 20, 20, 140, 0]) == [0, 0, 50, 150, 0]
    assert packets([100, 120], 200) == [0, 200]
    assert packets([]) == []


def test_shares_are_told_by_groups_of_fifty_answers() -> None:
    assert shares([(30, 10), (10, 10), (1, 1)]) == [
        Share(),
        Share(50, 50 * 0.65),
        Share(),
    ]
    assert (Share(50, 40.0) + Share(100, 50.0)).rate == 0.6
    assert Share().rate is None


def test_what_was_told_stays_until_fifty_have_moved() -> None:
    assert settled(149, 100) == 100
    assert settled(150, 100) == 150
    assert settled(49, 100) is None
    assert settled(74, None) is None, "told once, it would go at 49 and come at 50"
    assert settled(75, None) == 100
    assert settled(1_049, 1_100) == 1_100, "a step is of a hundred here"
