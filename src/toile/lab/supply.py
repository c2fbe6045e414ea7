"""How much advertising space the coming days will offer, told from the past ones.

A total over the coming days is expected to be the mean of the past days times their
number; how far off that may be is estimated from the past days themselves. Days that
resemble their neighbours tell less than their number says: the variance is widened by
the first autocorrelation (G. U. Yule 1926; (1 + r) / (1 - r), the large-sample factor
of a first-order process). To that comes what no past shows, which grows with the days
ahead, and what a short past cannot show. ``tests/lab/test_supply.py`` lets worlds live
on and counts how often they end up in the range.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import msgspec

USUAL_PAST_DAYS = 28
"""Four whole weeks: every day of the week counts as often."""

SHORT_PAST_DAYS = 14
"""With fewer days the estimate says how few it rests on."""

# Nine in ten, as a factor of the standard deviation, for a long past.
_NINE_IN_TEN = 1.645
# What no past shows: seasons, a publisher's new page. A week adds a fortieth.
_DRIFT = 0.05
_DRIFT_A_WEEK = 0.025
# What a past of n days cannot show: the rhythm of the week, above all.
_UNSEEN = 1.0
_MOST_LIKENESS = 0.8


class Range(msgspec.Struct, frozen=True):
    """What is expected, and the bounds that hold nine times in ten."""

    low: float
    expected: float
    high: float

    def times(self, factor: float) -> "Range":
        """Scale all three."""
        return Range(self.low * factor, self.expected * factor, self.high * factor)

    def wider(self, spread: float) -> "Range":
        """Add an independent source of error, as a logarithm of a factor."""
        if self.low <= 0 or self.expected <= 0:
            return self
        up = math.hypot(math.log(self.high / self.expected), spread)
        down = math.hypot(math.log(self.expected / self.low), spread)
        return Range(
            self.expected * math.exp(-down), self.expected, self.expected * math.exp(up)
        )


def coming(past: Sequence[float], days: float) -> Range | None:
    """Tell what so many coming days will offer; ``None`` without any past.

    ``past`` are daily totals, the oldest first, quiet days as zeros.
    """
    mean = sum(past) / len(past) if past else 0.0
    if mean <= 0 or days <= 0:
        return None
    spread = _NINE_IN_TEN * math.sqrt(
        _noise(past, mean) * (1 / days + 1 / len(past))
        + (_DRIFT + _DRIFT_A_WEEK * days / 7) ** 2
        + (_UNSEEN / len(past)) ** 2
    )
    expected = mean * days
    return Range(expected * math.exp(-spread), expected, expected * math.exp(spread))


def _noise(past: Sequence[float], mean: float) -> float:
    """Estimate the relative variance of a day, widened as neighbours are alike."""
    count = len(past)
    if count < 2:
        return 0.25
    off = [value / mean - 1 for value in past]
    variance = sum(each * each for each in off) / (count - 1)
    if variance == 0:
        return 0.0
    neighbours = sum(a * b for a, b in pairwise(off))
    likeness = neighbours / (count - 1) / variance
    # An estimate from few days is biased towards none: (1 + 4 r) / n (Kendall 1954).
    likeness += (1 + 4 * max(likeness, 0.0)) / count
    likeness = min(max(likeness, 0.0), _MOST_LIKENESS)
    return variance * (1 + likeness) / (1 - likeness)
