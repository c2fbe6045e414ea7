"""No small crowds."""

import pytest

from toile.lab import shown


@pytest.mark.parametrize(
    ("spectators", "expected"),
    [(0, None), (49, None), (50, 50), (99, 99), (104, 100), (1_251, 1_300)],
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
