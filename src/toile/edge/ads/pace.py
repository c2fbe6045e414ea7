"""The pace of each line in this process: refreshed a few times a second.

Between two refreshes a serve costs a subtraction. What this process served in the last
two seconds is taken as not yet counted by the worker, and the other processes are
taken to have served as much.
"""

from toile.ads.delivery import counters
from toile.ads.delivery.counters import COUNTERS
from toile.ads.delivery.pacing import SPENT, allowance, exhausted
from toile.ads.direct.compiled import CompiledPlan
from toile.profiles import Space
from toile.wire.ids import Ulid

_UNCOUNTED_MS = 1_000


class Pace:
    """How many impressions each line may still serve from this process."""

    def __init__(self, space: Space, processes: int) -> None:
        self._space = space
        self._processes = processes
        self._left: dict[Ulid, int] = {}
        self._served: dict[Ulid, int] = {}
        self._served_before: dict[Ulid, int] = {}
        self._turned_ms = 0

    def left(self, line: Ulid) -> int:
        """Tell the allowance of a line; an unknown line has none.

        0 means not now, ``SPENT`` never again.
        """
        return self._left.get(line, 0)

    def serve(self, line: Ulid) -> None:
        """Take one impression off a line's allowance."""
        self._left[line] = self._left.get(line, 0) - 1
        self._served[line] = self._served.get(line, 0) + 1

    def refresh(self, compiled: CompiledPlan, now_ms: int) -> None:
        """Compute all allowances anew from the worker's counters."""
        if now_ms - self._turned_ms >= _UNCOUNTED_MS:
            self._served_before, self._served = self._served, {}
            self._turned_ms = now_ms
        left: dict[Ulid, int] = {}
        for line in compiled.lines.values():
            record = self._space.get(COUNTERS, counters.key(line.id))
            delivered = counters.NOTHING if record is None else counters.decode(record)
            recent = self._served.get(line.id, 0) + self._served_before.get(line.id, 0)
            if exhausted(line, delivered):
                left[line.id] = SPENT
            else:
                uncounted = recent * self._processes
                left[line.id] = allowance(
                    line, delivered, uncounted, self._processes, now_ms
                )
        self._left = left
