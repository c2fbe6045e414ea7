"""What the edge counts: outcomes by door, kept cheap, shared among processes.

The hot path adds to a plain dictionary; once a second the sums go to prometheus-client,
whose files add up all edge processes for GET /metrics.
"""

from collections import Counter as Tally

from prometheus_client import Counter

_OUTCOMES = Counter(
    "toile_edge_outcomes",
    "What became of a request, by door and outcome",
    ["door", "outcome"],
)
_ANSWERS = Counter(
    "toile_edge_refused_requests",
    "Requests refused as malformed, by HTTP status",
    ["status"],
)


class Counters:
    """The tally of one edge process."""

    def __init__(self) -> None:
        self._outcomes: Tally[tuple[str, str]] = Tally()
        self._refusals: Tally[int] = Tally()

    def count(self, door: str, outcome: str) -> None:
        """Count one outcome of a door."""
        self._outcomes[door, outcome] += 1

    def refused(self, status: int) -> None:
        """Count a request that the server refused before any route saw it."""
        self._refusals[status] += 1

    def publish(self) -> None:
        """Hand the sums since the last time to the shared metrics."""
        outcomes, self._outcomes = self._outcomes, Tally()
        for (door, outcome), number in outcomes.items():
            _OUTCOMES.labels(door, outcome).inc(number)
        refusals, self._refusals = self._refusals, Tally()
        for status, number in refusals.items():
            _ANSWERS.labels(str(status)).inc(number)
