"""Which group an id was put into today: told once, however often a line wins for it.

Held in memory only; what is forgotten early, or met by two processes, is told twice and
counted once: the first assignment of an id to a campaign is the one that counts.
"""

from toile.wire.clock import utc_day
from toile.wire.ids import Aid, Ulid

_MOST = 50_000


class Assignments:
    """What this process has told today: two generations of so many at most."""

    def __init__(self) -> None:
        self._young: set[tuple[Aid, Ulid]] = set()
        self._old: set[tuple[Aid, Ulid]] = set()
        self._day = 0

    def is_new(self, aid: Aid, campaign: Ulid, now_ms: int) -> bool:
        """Tell whether this is still to be told, and take it as told."""
        today = utc_day(now_ms)
        if today != self._day:
            self._day, self._young, self._old = today, set(), set()
        told = (aid, campaign)
        if told in self._young or told in self._old:
            return False
        if len(self._young) >= _MOST:
            self._old, self._young = self._young, set()
        self._young.add(told)
        return True
