"""What the edge counts: outcomes by door, kept cheap, shared among processes.

The hot path adds to a plain dictionary; once a second the sums go to prometheus-client,
whose files add up all edge processes for GET /metrics. It maps these files into memory
full of holes: on a full disk the first write to a hole kills the process (SIGBUS). So
each file gets its place on disk before anything is served, and never grows beyond it.
"""

import os
from collections import Counter as Tally
from pathlib import Path

from prometheus_client import Counter

from toile.edge.server import tally as served
from toile.wire.errors import SettingError

RESERVED_BYTES = 256 * 1024
"""The place of one process's file: twice what so many outcomes need at most."""

_MOST_OUTCOMES = 400
_OTHER = ("other", "other")

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


_TIMES = Counter(
    "toile_edge_answers_by_time",
    "Answers by the time they took: more than the class before, at most so many ms",
    ["most_ms"],
)
_CLASSES = (*(f"{bound / 1_000:g}" for bound in served.BOUNDS_US), "inf")


class Counters:
    """The tally of one edge process."""

    def __init__(self, server: served.Tally | None = None) -> None:
        self.server = server or served.Tally()
        self._times_told = [0] * len(_CLASSES)
        self._outcomes: Tally[tuple[str, str]] = Tally()
        self._refusals: Tally[int] = Tally()
        self._published: set[tuple[str, str]] = set()

    def reserve(self) -> None:
        """Take this process's place in the shared folder, if there is one.

        To be called after the fork and before the first ``publish``; raises
        ``SettingError`` if there is no room.
        """
        folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
        if folder is None:
            return
        # The name that prometheus-client looks for.
        path = Path(folder) / f"counter_{os.getpid()}.db"
        try:
            # Not for appending: where a filesystem cannot reserve, the C library writes
            # zeros instead, and cannot do so then.
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                os.posix_fallocate(descriptor, 0, RESERVED_BYTES)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise SettingError(
                "TOILE_METRICS",
                f"{path} cannot be made: {error.strerror}",
                "Make room, or give a folder that this user may write to.",
            ) from error

    def count(self, door: str, outcome: str) -> None:
        """Count one outcome of a door."""
        self._outcomes[door, outcome] += 1

    def refused(self, status: int) -> None:
        """Count a request that the server refused before any route saw it."""
        self._refusals[status] += 1

    def publish(self) -> None:
        """Hand the sums since the last time to the shared metrics."""
        outcomes, self._outcomes = self._outcomes, Tally()
        for labels, number in outcomes.items():
            _OUTCOMES.labels(*self._bounded(labels)).inc(number)
        refusals, self._refusals = self._refusals, Tally()
        for status, number in refusals.items():
            _ANSWERS.labels(str(status)).inc(number)
        self._publish_times()

    def _publish_times(self) -> None:
        for at, number in enumerate(self.server.times):
            more = number - self._times_told[at]
            if more:
                _TIMES.labels(_CLASSES[at]).inc(more)
                self._times_told[at] = number

    def _bounded(self, labels: tuple[str, str]) -> tuple[str, str]:
        if labels not in self._published:
            if len(self._published) >= _MOST_OUTCOMES:
                return _OTHER
            self._published.add(labels)
        return labels
