"""How far the worker has counted: its cursor, compared with the journal's end."""

from toile.ads.delivery.counters import CURSOR, CURSORS
from toile.journal import Cursor, Reader
from toile.profiles import Space
from toile.wire.errors import ToileError

BEHIND_MS = 10_000
"""A worker that reads on is never so far behind."""


class Progress:
    """Follows the worker's cursor in the ads stream."""

    def __init__(self, space: Space, journal: Reader) -> None:
        self._space = space
        self._journal = journal

    def caught_up(self, now_ms: int) -> bool:
        """Tell whether all but the newest events are counted; doubt means no."""
        try:
            saved = self._space.get(CURSORS, CURSOR)
            cursor = Cursor() if saved is None else Cursor.decode(saved)
            unread = self._journal.read(cursor, 1).entries
        except ToileError:
            return False
        return not unread or unread[0].event.at_ms >= now_ms - BEHIND_MS
