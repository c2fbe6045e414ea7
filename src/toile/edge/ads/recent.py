"""What this process served in the last seconds, for caps that the worker moves later.

A page asks for all its placements at once, before the first poster is there. Other
processes do not know of it: where a page's connections end in several, a cap may be
passed by one impression a process. Held in memory only, and for 20 seconds at most.
"""

from toile.ads.delivery import caps
from toile.ads.delivery.caps import Seen
from toile.wire.clock import utc_day
from toile.wire.ids import Aid, Ulid

_KEPT_MS = 10_000
_MOST_IDS = 10_000


class Recent:
    """How often each id will have seen a line, once what was served is counted.

    Two generations; beyond so many ids the older one is forgotten early.
    """

    def __init__(self) -> None:
        self._young: dict[Aid, Seen] = {}
        self._old: dict[Aid, Seen] = {}
        self._turned_ms = 0

    def seen(self, aid: Aid, counted: Seen, now_ms: int) -> Seen:
        """Add to what is counted what is not yet."""
        self._turn(now_ms)
        served = self._of(aid)
        return counted if served is None else caps.at_least(counted, served)

    def serve(self, aid: Aid, line: Ulid, seen: Seen, now_ms: int) -> None:
        """Note a serve to an id that had ``seen`` so much before it."""
        self._turn(now_ms)
        if len(self._young) >= _MOST_IDS:
            self._old, self._young = self._young, {}
        one, others = caps.of_line(seen, line, now_ms), self._of(aid) or caps.NOTHING
        today = utc_day(now_ms)
        self._young[aid] = Seen(
            {**others.lines, line: {today: one.lines[line][today]}},
            {**others.recent, **one.recent},
            {**others.whole, **one.whole},
        )

    def _of(self, aid: Aid) -> Seen | None:
        return self._young.get(aid) or self._old.get(aid)

    def _turn(self, now_ms: int) -> None:
        age = now_ms - self._turned_ms
        if age < _KEPT_MS:
            return
        self._old = self._young if age < 2 * _KEPT_MS else {}
        self._young = {}
        self._turned_ms = now_ms
