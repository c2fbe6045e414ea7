"""What a server counts of itself, read by the route that shows metrics."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

BOUNDS_US = (
    *(50, 75, 100, 150, 200, 300, 500, 750),
    *(1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000),
    *(20_000, 30_000, 50_000, 100_000, 200_000, 500_000, 1_000_000),
)
"""Upper bounds of the classes of time that an answer took, in microseconds.

What takes longer than the last is in a class of its own.
"""


def _from_zero() -> defaultdict[bytes, int]:
    return defaultdict(int)


@dataclass(slots=True)
class Tally:
    """Connections and answers of one process; plain numbers, so counting is cheap."""

    open_connections: int = 0
    connections: int = 0
    answers: defaultdict[bytes, int] = field(default_factory=_from_zero)
    """Answers sent by status code, as three digits: ``{b"204": 12}``."""
    times: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS_US) + 1))
    """Answers by class of time, from the request read whole to its answer written."""

    def took(self, seconds: float) -> None:
        """Count one answer in its class."""
        self.times[bisect_left(BOUNDS_US, seconds * 1_000_000)] += 1
