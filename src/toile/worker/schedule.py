"""What is done once a day: expiry, forgetting, and taking the erased out of files."""

import logging
from typing import Literal

from toile.journal import Stream, drop_dead_letters
from toile.settings import Settings
from toile.wire.clock import now_ms, utc_day
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

_log = logging.getLogger(__name__)


class Daily:
    """Runs the day's deeds once a UTC day, and once at the start."""

    def __init__(
        self, settings: Settings, stores: Stores, wing: Literal["pool", "ads", "both"]
    ) -> None:
        self._settings = settings
        self._stores = stores
        self._wing = wing
        self._done_day = -1

    def again(self) -> None:
        """Let the day's deeds be run once more."""
        self._done_day = -1

    def run_if_due(self) -> None:
        """Run the day's deeds if the day has not had them."""
        now = now_ms()
        today = utc_day(now)
        if today == self._done_day:
            return
        if self._wing != "ads":
            forget_old_clicks(self._stores.pool, now)
            _log.info("%s", compact_pool(self._settings.journal, self._stores.pool))
            self._drop_dead_letters("pool", now)
            forget_old_pool_erasures(self._stores.pool, now)
        if self._wing != "pool":
            forget_old(self._stores.ads, now)
            _log.info("%s", compact_ads(self._settings.journal, self._stores.ads))
            self._drop_dead_letters("ads", now)
            forget_old_ads_erasures(self._stores.ads, now)
        self._done_day = today

    def _drop_dead_letters(self, stream: Stream, now: int) -> None:
        oldest_ms = now - DEAD_LETTERS_KEPT_MS
        drop_dead_letters(self._settings.journal, stream, oldest_ms)
