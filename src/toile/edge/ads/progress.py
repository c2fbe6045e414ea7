"""How far the worker has counted: its cursor, compared with the journal's end."""

from concurrent.futures import Future, ThreadPoolExecutor

from toile.ads.delivery.counters import CURSOR, CURSORS
from toile.journal import Cursor, Reader
from toile.profiles import Space
from toile.wire.errors import ToileError

BEHIND_MS = 10_000
"""A worker that reads on is never so far behind."""


class Progress:
    """Follows the worker's cursor in the ads stream.

    The journal is read by a thread of its own: years of segments take a tenth of a
    second to list. The space is not, for it may be closed meanwhile.
    """

    def __init__(self, space: Space, journal: Reader) -> None:
        self._space = space
        self._journal = journal
        self._thread = ThreadPoolExecutor(1, "progress")
        self._looking: Future[int] | None = None
        self._counted_ms = 0

    def counted_until(self, now_ms: int) -> int:
        """Tell up to when all events are counted, as far as is known; doubt means 0.

        Begins to look again, for whoever asks next.
        """
        looking = self._looking
        if looking is None or looking.done():
            self._looking = None
            if looking is not None:
                self._counted_ms = looking.result()
            saved = self._space.get(CURSORS, CURSOR)
            self._looking = self._thread.submit(self._look, saved, now_ms)
        return self._counted_ms

    def _look(self, saved: bytes | None, now_ms: int) -> int:
        try:
            cursor = Cursor() if saved is None else Cursor.decode(saved)
            unread = self._journal.read(cursor, 1).entries
        except ToileError:
            return 0
        until_ms = now_ms - BEHIND_MS
        return until_ms if not unread or unread[0].event.at_ms >= until_ms else 0
