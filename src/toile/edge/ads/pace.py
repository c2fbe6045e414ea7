"""The pace of each line in this process: refreshed a few times a second.

Between two refreshes a serve costs a subtraction. What was served stays off the
allowance until the worker has counted it, or until nobody can see it any more. Uneven
traffic makes a process careful, never lavish: it is credited with no more than its part
of what is counted. Only a process that dies forgets what it served.
"""

from collections.abc import Callable

from toile.ads.delivery import counters
from toile.ads.delivery.counters import COUNTERS, Delivered
from toile.ads.delivery.pacing import SPENT, Part, allowance, credited, exhausted
from toile.ads.delivery.uncounted import Uncounted
from toile.ads.direct.compiled import CompiledPlan
from toile.ads.direct.serving import IMPRESSION_LIFE_MS
from toile.edge.ads.progress import BEHIND_MS
from toile.profiles import Space
from toile.wire.ids import Ulid
from toile.wire.plan import Line

_RESOLVED_MS = IMPRESSION_LIFE_MS + BEHIND_MS
"""After this an impression is counted, by a worker that reads on, or never will be."""

_ASK_AGAIN_MS = 10_000


class Pace:
    """How many impressions each line may still serve from this process."""

    def __init__(
        self,
        space: Space,
        index: int,
        processes: int,
        counted_until: Callable[[int], int],
    ) -> None:
        self._space = space
        self._part = Part(index, processes)
        self._counted_until = counted_until
        self._left: dict[Ulid, int] = {}
        self._delivered: dict[Ulid, Delivered] = {}
        self._uncounted: dict[Ulid, Uncounted] = {}
        self._asked_ms = 0

    def left(self, line: Ulid) -> int:
        """Tell the allowance of a line; an unknown line has none.

        0 means not now, ``SPENT`` that the budget allows no more.
        """
        return self._left.get(line, 0)

    def serve(self, line: Ulid, now_ms: int) -> None:
        """Take one impression off a line's allowance."""
        self._left[line] -= 1
        self._uncounted[line].serve(now_ms)

    def refresh(self, compiled: CompiledPlan, now_ms: int) -> None:
        """Compute all allowances anew from the worker's counters."""
        self._give_back(now_ms)
        self._left = {
            line.id: self._allowance(line, now_ms) for line in compiled.lines.values()
        }
        self._forget_without(compiled)

    def _allowance(self, line: Line, now_ms: int) -> int:
        record = self._space.get(COUNTERS, counters.key(line.id))
        delivered = counters.NOTHING if record is None else counters.decode(record)
        before = self._delivered.get(line.id, delivered)
        # While the worker rebuilds its counters they are behind what they were.
        delivered = max(before, delivered, key=lambda known: known.impressions)
        uncounted = self._uncounted.setdefault(line.id, Uncounted())
        uncounted.count(credited(before, delivered, self._part))
        self._delivered[line.id] = delivered
        if exhausted(line, delivered, uncounted.number, self._part):
            return SPENT
        return allowance(line, delivered, uncounted.number, self._part, now_ms)

    def _give_back(self, now_ms: int) -> None:
        """Let go of what was served so long ago that nobody will see it any more."""
        before_ms = now_ms - _RESOLVED_MS
        old = [tally for tally in self._uncounted.values() if tally.is_older(before_ms)]
        if not old or now_ms - self._asked_ms < _ASK_AGAIN_MS:
            return
        self._asked_ms = now_ms
        # What was served so long before that is counted, or nobody saw it.
        resolved_ms = self._counted_until(now_ms) - IMPRESSION_LIFE_MS
        for tally in old:
            tally.give_back(resolved_ms)

    def _forget_without(self, compiled: CompiledPlan) -> None:
        # A line that comes back must not have been given its budget anew.
        gone = [
            line
            for line, tally in self._uncounted.items()
            if line not in compiled.lines and not tally.number
        ]
        for line in gone:
            del self._uncounted[line], self._delivered[line]
