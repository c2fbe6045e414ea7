"""Gross and net: which refused clicks are invalid traffic, and which are real ones.

IAB/MRC tell general and sophisticated invalid traffic from valid clicks. A click of a
person that pays nobody (outside the pool, already paid today) is valid all the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from toile.ads.clicks.unbilled import UnbilledReason

INVALID = frozenset(
    {
        UnbilledReason.BOT,
        UnbilledReason.PREFETCH,
        UnbilledReason.NOT_FOLLOWED,
        UnbilledReason.REPLAYED,
        UnbilledReason.OTHER_BROWSER,
        UnbilledReason.TOO_FAST,
        UnbilledReason.DOUBLE_CLICK,
    }
)


@dataclass(frozen=True)
class Traffic:
    """Clicks before and after the filter."""

    gross: int
    invalid: int

    @property
    def net(self) -> int:
        """Clicks of people."""
        return max(0, self.gross - self.invalid)

    @property
    def invalid_rate(self) -> float | None:
        """The share of invalid ones; none before the first click."""
        return self.invalid / self.gross if self.gross else None


def traffic(clicks: int, refused: Mapping[str, int]) -> Traffic:
    """Part a number of clicks by what was refused of them."""
    return Traffic(clicks, sum(refused.get(reason, 0) for reason in INVALID))
