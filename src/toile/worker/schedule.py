"""What is done twice a day: expiry, forgetting, taking the erased and the old out.

The journal's files are rewritten by a thread of its own, for that may take minutes, in
which visits must go on to move. The spaces are changed by the worker's own thread.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Literal

from toile.journal import Stream, drop_dead_letters
from toile.pool.custody import KeysInForce
from toile.settings import Settings
from toile.wire.errors import ToileError
from toile.worker.acknowledging import note_cleaned
from toile.worker.erasure import (
    DEAD_LETTERS_KEPT_MS,
    compact_ads,
    compact_pool,
    forget_old_ads_erasures,
    forget_old_pool_erasures,
)
from toile.worker.project.clicks_seen import forget_old_clicks
from toile.worker.project.delivery import forget_old
from toile.worker.stores import Stores

# An erasure must reach the files within a day, and a segment is closed after an hour.
_EVERY_MS = 12 * 3_600_000
_AGAIN_MS = 60_000

_log = logging.getLogger(__name__)


class Daily:
    """Runs the deeds twice a day, and once at the start; never two runs at once.

    ``problem`` tells why the last run over the files failed, "" if it did not.
    """

    def __init__(
        self,
        settings: Settings,
        stores: Stores,
        wing: Literal["pool", "ads", "both"],
        now: Callable[[], int],
        keys: KeysInForce | None = None,
    ) -> None:
        self._now = now
        self._keys = keys
        self._settings = settings
        self._stores = stores
        self._wing = wing
        self._thread = ThreadPoolExecutor(1, "compaction")
        self._running: Future[int] | None = None
        self._due_ms = 0
        self.problem = ""

    def again(self) -> None:
        """Let the deeds be run once more, after those under way."""
        self.wait()
        self._end()
        self._due_ms = 0

    def run_if_due(self) -> None:
        """End a run that has finished; begin one if it is time."""
        self._end()
        now = self._now()
        if self._running is not None or now < self._due_ms:
            return
        if self._wing != "ads":
            forget_old_clicks(self._stores.pool, now)
        if self._wing != "pool":
            forget_old(self._stores.ads, now)
        self._due_ms = now + _EVERY_MS
        self._running = self._thread.submit(self._clean_files, now)

    def wait(self) -> None:
        """Wait until the run under way, if any, has finished."""
        if self._running is not None:
            self._running.exception()

    def close(self) -> None:
        """Wait for the run under way, then let go of the thread."""
        self._thread.shutdown()

    def _clean_files(self, now: int) -> int:
        if self._wing != "ads":
            pool = self._stores.pool
            identity = None if self._keys is None else self._keys.identity
            _log.info("%s", compact_pool(self._settings.journal, pool, now, identity))
            self._drop_dead_letters("pool", now)
        # Apart, the pool has a stream of its own of what concerns it.
        if self._wing != "pool" or self._stores.apart:
            ads = self._stores.ads
            _log.info("%s", compact_ads(self._settings.journal, ads, now))
            self._drop_dead_letters("ads", now)
        return now

    def _drop_dead_letters(self, stream: Stream, now: int) -> None:
        oldest_ms = now - DEAD_LETTERS_KEPT_MS
        drop_dead_letters(self._settings.journal, stream, oldest_ms)

    def _end(self) -> None:
        """Hear of a run that has finished; forget whom all files have forgotten."""
        run = self._running
        if run is None or not run.done():
            return
        self._running = None
        error = run.exception()
        self.problem = "" if error is None else str(error)
        if error is not None:
            unheard_of = None if isinstance(error, ToileError | OSError) else error
            _log.error("compaction is tried again: %s", error, exc_info=unheard_of)
            self._due_ms = self._now() + _AGAIN_MS
            return
        if self._wing != "ads":
            forget_old_pool_erasures(self._stores.pool, run.result())
            note_cleaned(self._stores.pool, run.result())
        if self._wing != "pool" or self._stores.apart:
            forget_old_ads_erasures(self._stores.ads, run.result())
            note_cleaned(self._stores.ads, run.result())
