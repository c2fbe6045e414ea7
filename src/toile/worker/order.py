"""Visits and clicks in the order of time: a click is paid by what came before it.

Live, the pool's stream is read to its end and then the clicks, which differ by less
than a beat. A worker that was away would so judge a click by visits and erasures of
days after it. While behind it therefore takes both streams in slices that end a second
after a click to be judged: the pool's up to there, then the clicks.
"""

from collections import deque
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TypeVar

from toile.journal import Reader
from toile.worker.project.clicks import ClickProjection
from toile.worker.project.follow import BATCH, ahead, follow
from toile.worker.project.pool import PoolProjection
from toile.worker.slices import Waiting, ends

# Sooner after its click nobody visits another cinema, or asks to be forgotten.
_SLICE_MS = 1_000
# What is read later than this is behind. So long, too, the pool's stream waits for
# clicks that cannot be booked: an erasure must not wait until a database is back.
_LATE_MS = 60_000

Done = TypeVar("Done")


class InOrder:
    """Follows the pool's stream and the clicks; each of the two may fail alone."""

    def __init__(
        self,
        pool: tuple[Reader, PoolProjection],
        clicks: tuple[Reader, ClickProjection],
        now: Callable[[], int],
    ) -> None:
        self._pool, self._visits = pool
        self._ads, self._clicks = clicks
        self._now = now
        # When the clicks were last read to their end, and since when they cannot be.
        self._at_end_ms = 0
        self._stuck_ms: int | None = None
        self._ends: deque[int] = deque()
        self._visits_wait = True

    @property
    def behind(self) -> bool:
        """Tell whether clicks wait that must be judged as of a time that is past."""
        now = self._now()
        stuck = self._stuck_ms is not None and now - self._stuck_ms > _LATE_MS
        return now - self._at_end_ms > _LATE_MS and not stuck

    def follow_visits(self) -> bool:
        """Take the pool's next batch in, of the slice if behind; tell if more waits."""
        self._visits_wait = True
        if not self.behind:
            self._ends.clear()
        elif not self._ends:
            self._ends.extend(self._try(self._look_ahead))
        self._visits_wait = follow(self._pool, self._visits, self._end)
        return self._visits_wait

    def follow_clicks(self) -> bool:
        """Take the next clicks in, once the visits before them are; tell if more wait.

        Visits that wait tell it themselves.
        """
        if self._visits_wait:
            return False
        began, end = self._now(), self._end
        if self._try(lambda: follow(self._ads, self._clicks, end)):
            return True
        if self._ends:
            self._ends.popleft()
        if end is not None and end < began:
            return True
        self._at_end_ms = began
        self._ends.clear()
        return False

    @property
    def _end(self) -> int | None:
        return self._ends[0] if self._ends else None

    def _look_ahead(self) -> Sequence[int]:
        """Tell where the next slices end."""
        events = ahead(self._ads, self._clicks)
        whose = self._clicks.undecided(events)
        waiting: list[Waiting] = []
        latest = 0
        for event, behind in zip_longest(events, events[1:]):
            # Of what an edge with its clock set back wrote, too, the end is behind it;
            # one event stamped ahead is read with the next.
            soonest = event.at_ms if behind is None else min(event.at_ms, behind.at_ms)
            latest = max(latest, soonest)
            if event.id in whose:
                waiting.append(Waiting(whose[event.id], latest + _SLICE_MS))
        if waiting:
            visits = ahead(self._pool, self._visits, waiting[-1].ready_ms)
            horizon = visits[-1].at_ms if len(visits) == BATCH else None
            return ends(waiting, visits, horizon)
        # A click that arrives while a slice is read must find it closed.
        return [latest if len(events) == BATCH else self._now() + _SLICE_MS]

    def _try(self, do: Callable[[], Done]) -> Done:
        """Note since when clicks can neither be read nor booked, if they cannot."""
        if self._stuck_ms is None:
            self._stuck_ms = self._now()
        done = do()
        self._stuck_ms = None
        return done
