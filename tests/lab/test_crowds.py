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
