"""The worker's heartbeat: follow the streams, copy figures, publish plans.

Each part fails alone: a database that is down stops figures and plans, not the pool's
profiles; what could not be done is tried again at the next beat, from where it stood.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Literal

import msgspec
from django.db import Error as DatabaseProblem
from django.db import close_old_connections

from toile.journal import open_reader
from toile.pool import keys as pool_keys
from toile.pool.identity import Identity
from toile.settings import Settings
from toile.wire.clock import now_ms, paris_date, to_datetime, utc_day
from toile.wire.errors import SettingError, ToileError
from toile.worker.books import Books
from toile.worker.members import Members, Terms
from toile.worker.project.clicks import ClickProjection
from toile.worker.project.delivery import DeliveryProjection
from toile.worker.project.figures import copy_ads_figures, copy_pool_figures
from toile.worker.project.follow import BATCH, follow
from toile.worker.project.pool import PoolProjection, republish
from toile.worker.publish.publisher import Publisher
from toile.worker.schedule import Daily
from toile.worker.stores import Stores, open_stores

Wing = Literal["pool", "ads", "both"]

_BEAT_SECONDS = 0.05
_COPY_SECONDS = 0.5
_PUBLISH_SECONDS = 1.0
_DAILY_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Deed(msgspec.Struct):
    """Something done every so often; ``due`` is on the monotonic clock.

    ``do`` tells how much it did, where there may be more.
    """

    name: str
    every_seconds: float
    do: Callable[[], int | None]
    due: float = 0.0


class Worker:
    """One worker process; ``now`` tells the time in milliseconds since the epoch."""

    def __init__(
        self,
        settings: Settings,
        wing: Wing = "both",
        now: Callable[[], int] = now_ms,
    ) -> None:
        self._settings = settings
        self._now = now
        self.stores: Stores = open_stores(settings.profiles)
        self._members = Members()
        self._publisher = Publisher(settings.plan, wing)
        self._daily = Daily(settings, self.stores, wing, now)
        self._day = Deed("daily", _DAILY_SECONDS, self._keep_day)
        self._derived_for: tuple[Terms, int] | None = None
        self._visits_behind = True
        self.failing: dict[str, str] = {}
        self._deeds = self._plan_deeds(wing)

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop."""
        while not stop.is_set():
            if not self.beat():
                stop.wait(_BEAT_SECONDS)
        self._read_to_end()

    def beat(self) -> bool:
        """Do what is due; tell whether there is more to read at once."""
        busy = False
        for deed in self._deeds:
            now = time.monotonic()
            if now >= deed.due:
                deed.due = now + deed.every_seconds
                busy = self._try(deed) > 0 or busy
        return busy

    def catch_up(self) -> None:
        """Read both streams to their present end, forget what is past, copy figures."""
        self._read_to_end()
        # Only now is known who was erased, and what was read may be long past.
        self._derived_for = None
        self._daily.again()
        self._read_to_end()
        self._daily.wait()
        self._try(self._day)

    def close(self) -> None:
        """Let go of the stores, once no file is being rewritten."""
        self._daily.close()
        self.stores.close()

    def _read_to_end(self) -> None:
        # A batch that is not full reached the end: waiting for an empty one would
        # take for ever while the edge goes on writing.
        behind = True
        while behind:
            behind = False
            for deed in self._deeds:
                behind = self._try(deed) >= BATCH or behind

    def _try(self, deed: Deed) -> int:
        try:
            done = deed.do() or 0
        except (DatabaseProblem, ToileError, OSError) as error:
            _log.error("%s is tried again: %s", deed.name, error)
            self.failing[deed.name] = str(error)
            deed.due = time.monotonic() + 1.0
            close_old_connections()
            return 0
        self.failing.pop(deed.name, None)
        return done

    def _plan_deeds(self, wing: Wing) -> list[Deed]:
        deeds = [Deed("publish plans", _PUBLISH_SECONDS, self._publish)]
        if wing != "ads":
            deeds += self._pool_deeds()
        if wing != "pool":
            reader = open_reader(self._settings.journal, "ads")
            delivery = DeliveryProjection(self.stores)
            deeds.append(Deed("delivery", 0, lambda: follow(reader, delivery)))
        deeds += self._copy_deeds(wing)
        deeds.append(self._day)
        return deeds

    def _pool_deeds(self) -> list[Deed]:
        path = self._settings.pool_keys
        try:
            keys = pool_keys.read(path.read_bytes(), str(path))
        except OSError as error:
            raise SettingError(
                str(path), f"cannot be read: {error.strerror}", "Run `toile keys`."
            ) from error
        identity = Identity(keys)
        visits = PoolProjection(self.stores, identity, self._today)
        clicks = ClickProjection(self.stores, identity, self._members, Books())
        pool_reader = open_reader(self._settings.journal, "pool")
        click_reader = open_reader(self._settings.journal, "ads")

        def derive() -> None:
            now = self._now()
            today = (self._today(), utc_day(now))
            if today != self._derived_for:
                republish(self.stores, identity, today[0], now)
                self._derived_for = today

        def follow_visits() -> int:
            self._visits_behind = True
            read = follow(pool_reader, visits)
            self._visits_behind = read >= BATCH
            return read

        def follow_clicks() -> int:
            # A click is paid by the visits that came before it, and judged once.
            return 0 if self._visits_behind else follow(click_reader, clicks)

        return [
            Deed("members", _PUBLISH_SECONDS, derive),
            Deed("visits", 0, follow_visits),
            Deed("clicks", 0, follow_clicks),
        ]

    def _copy_deeds(self, wing: Wing) -> list[Deed]:
        """Each wing's worker copies its own rows: two would undo each other's marks."""
        deeds = []
        if wing != "ads":
            copy_pool = partial(copy_pool_figures, self.stores)
            deeds.append(Deed("copy the pool's figures", _COPY_SECONDS, copy_pool))
        if wing != "pool":
            copy_ads = partial(copy_ads_figures, self.stores)
            deeds.append(Deed("copy the ads figures", _COPY_SECONDS, copy_ads))
        return deeds

    def _today(self) -> Terms:
        return self._members.on_or_latest(paris_date(self._now()))

    def _keep_day(self) -> None:
        self._daily.run_if_due()
        if self._daily.problem:
            self.failing["compaction"] = self._daily.problem
        else:
            self.failing.pop("compaction", None)

    def _publish(self) -> None:
        for name in self._publisher.publish(to_datetime(self._now())):
            _log.info("a new %s plan is published", name)
