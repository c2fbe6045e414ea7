"""The worker's heartbeat: follow the streams, copy figures, publish plans.

Each part fails alone: a database that is down stops figures and plans, not the pool's
profiles; what could not be done is tried again at the next beat, from where it stood.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Literal

import msgspec
from django.db import Error as DatabaseProblem
from django.db import close_old_connections

from toile.journal import open_reader
from toile.pool.custody import Custody, KeysInForce
from toile.portal.freshness.services import note_counted
from toile.portal.payouts.doubts.services import take_out_of_one_id
from toile.profiles import SpaceName, own
from toile.settings import Settings
from toile.wire.clock import now_ms, paris_date, to_datetime, utc_day
from toile.wire.door import DoorError
from toile.wire.errors import SettingError, ToileError
from toile.worker.acknowledging import acknowledge
from toile.worker.books import Books
from toile.worker.members import Members, Terms, kept_terms
from toile.worker.order import InOrder
from toile.worker.programme import Programme
from toile.worker.project.audience import Audience
from toile.worker.project.clicks import ClickProjection
from toile.worker.project.clicks_seen import paid_too_often
from toile.worker.project.delivery import DeliveryProjection
from toile.worker.project.exposures import ExposureProjection, settle
from toile.worker.project.figures import ads_figures, pool_figures
from toile.worker.project.follow import follow
from toile.worker.project.lab import Lab
from toile.worker.project.media import book
from toile.worker.project.pool import PoolProjection, republish
from toile.worker.project.proofs import ProofProjection
from toile.worker.proof_deeds import ProofDeeds
from toile.worker.publish.keys import note_keys
from toile.worker.publish.publisher import Publisher
from toile.worker.relay import Relay
from toile.worker.schedule import Daily
from toile.worker.stores import Stores, open_stores
from toile.worker.turns import PAUSE_SECONDS, give_way

Wing = Literal["pool", "ads", "both"]

_BEAT_SECONDS = 0.05
_COPY_SECONDS = 0.5
_PUBLISH_SECONDS = 1.0
_KEYS_SECONDS = 0.5
_DAILY_SECONDS = 5.0
_FRESHNESS_SECONDS = 10.0
# A pass over a hundred thousand ids takes about a second.
_COUNT_SECONDS = 60.0
_PROGRAMME_SECONDS = 1.0
_ACKNOWLEDGE_SECONDS = 30.0
_BOOK_SECONDS = 60.0
_LOOK_SECONDS = 600.0
_PROOFS_SECONDS = 5.0
_EXPORTS_SECONDS = 1.0

_log = logging.getLogger(__name__)


class Deed(msgspec.Struct):
    """Something done every so often; ``due`` is on the monotonic clock.

    ``do`` tells whether there is more to do: at once, or after ``again_seconds``.
    """

    name: str
    every_seconds: float
    do: Callable[[], bool | None]
    again_seconds: float = 0.0
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
        self._keys = None if wing == "ads" else _keys(settings, now)
        self._owned = _own(settings.profiles, wing)
        self.stores: Stores = _stores(settings, wing)
        self._members = Members(kept_terms(self.stores.pool))
        self._publisher = Publisher(settings.plan, wing)
        self._daily = Daily(settings, self.stores, wing, now, self._keys)
        self._keys_noted = False
        self._derived_for: tuple[Terms | None, int, bool] | None = None
        self._order: InOrder | None = None
        self._delivery_behind = wing != "pool"
        self._delivery_waits = True
        self._exposures_behind = wing != "ads"
        self.failing: dict[str, str] = {}
        self._plans = Deed("publish plans", _PUBLISH_SECONDS, self._publish)
        self._streams: list[Deed] = []
        self._after: list[Deed] = []
        self._relay: Relay | None = None
        if wing != "ads":
            self._follow_pool()
            self._open_door()
        if wing != "pool":
            self._follow_delivery()
        self._day = Deed("daily", _DAILY_SECONDS, self._keep_day)
        self._after.append(self._day)
        # The programme is told by ads; one worker of an installation reads it.
        self._programme = Programme("" if wing == "pool" else settings.showtimes, now)
        programme = Deed("programme", _PROGRAMME_SECONDS, self._programme.run_if_due)
        self._deeds = [self._plans, *self._streams, *self._after, programme]

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
                if self._try(deed):
                    deed.due = time.monotonic() + deed.again_seconds
                    busy = busy or not deed.again_seconds
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

    def read(self) -> None:
        """Read both streams to their present end; their figures are copied later."""
        # A batch that is not full reached the end: waiting for an empty one would
        # take for ever while the edge goes on writing.
        while any(self._try(deed) for deed in self._streams):
            pass

    def close(self) -> None:
        """Let go of the stores, once no file is being rewritten."""
        self._programme.close()
        self._daily.close()
        if self._relay is not None:
            self._relay.close()
        self.stores.close()
        self._owned.close()

    def _read_to_end(self) -> None:
        self._try(self._plans)
        self.read()
        for deed in self._after:
            while self._try(deed):
                give_way()

    def _try(self, deed: Deed) -> bool:
        try:
            more = deed.do() or False
        except (DatabaseProblem, ToileError, OSError) as error:
            _log.error("%s is tried again: %s", deed.name, error)
            self.failing[deed.name] = str(error)
            deed.due = time.monotonic() + 1.0
            close_old_connections()
            return False
        self.failing.pop(deed.name, None)
        return more

    def _follow_pool(self) -> None:
        keys = self._keys
        assert keys is not None
        visits = PoolProjection(self.stores, keys, self._members, self._now)
        clicks = ClickProjection(self.stores, keys, self._members, Books())
        journal = self._settings.journal
        order = self._order = InOrder(
            (open_reader(journal, "pool"), visits),
            (open_reader(journal, "ads"), clicks),
            self._now,
        )

        def derive() -> None:
            now = self._now()
            terms, sure = self._members.on_or_latest_surely(paris_date(now))
            today = terms, utc_day(now), sure
            # What has left the window by now may still earn its cinema a click of then.
            behind = order.behind or self._exposures_behind
            if terms is None or today == self._derived_for or behind:
                return
            republish(self.stores, keys.identity, terms, now, sure=sure)
            settle(self.stores.pool, now)
            self._derived_for = today

        exposures = ExposureProjection(self.stores, keys, self._members)
        shown = open_reader(journal, "ads")
        proofs, told = ProofProjection(self.stores), open_reader(journal, "pool")

        def follow_exposures() -> bool:
            self._exposures_behind = follow(shown, exposures)
            return self._exposures_behind

        def follow_keys() -> None:
            if keys.refresh():
                # What a version that is over still had in a segment is out of it.
                self._keys_noted, self._derived_for = False, None
            if not self._keys_noted:
                note_keys(self._settings)
                self._keys_noted = True

        self._streams += [
            Deed("keys", _KEYS_SECONDS, follow_keys),
            Deed("visits", 0, order.follow_visits),
            Deed("clicks", 0, order.follow_clicks),
            Deed("exposures", 0, follow_exposures),
            Deed("proofs", 0, partial(follow, told, proofs)),
        ]
        audience, lab = Audience(self.stores), Lab(self.stores)

        def count() -> None:
            now = self._now()
            terms = self._members.on_or_latest(paris_date(now))
            if terms is not None and not (order.behind or self._exposures_behind):
                audience.count(terms, now)
                lab.count(terms, now)

        deeds = ProofDeeds(self.stores.pool, self._now)

        def acknowledge_erasures() -> None:
            acknowledge(self.stores, self._now())

        copy = pool_figures(self.stores).turn
        self._after += [
            Deed("acknowledge erasures", _ACKNOWLEDGE_SECONDS, acknowledge_erasures),
            Deed("members", _PUBLISH_SECONDS, derive),
            Deed("count spectators", _COUNT_SECONDS, count),
            Deed("copy the pool's figures", _COPY_SECONDS, copy, PAUSE_SECONDS),
            Deed("look for invalid traffic", _LOOK_SECONDS, self._look),
            Deed("check proofs", _PROOFS_SECONDS, deeds.check, PAUSE_SECONDS),
            Deed("export proofs", _EXPORTS_SECONDS, deeds.write_export, PAUSE_SECONDS),
        ]

    def _look(self) -> None:
        """Take out what one id clicked far too often, once all visits are read."""
        if self._order is not None and not self._order.behind:
            odd = paid_too_often(self.stores.pool)
            take_out_of_one_id(sorted(odd), to_datetime(self._now()))

    def _open_door(self) -> None:
        """Meet the ads wing at its own machine, if it has one."""
        settings, keys = self._settings, self._keys
        if not self.stores.apart or keys is None:
            return
        relay = Relay(
            settings.door,
            lambda: keys.keys.door,
            settings.journal,
            self.stores.ads,
        )
        self._relay = relay

        def look() -> None:
            if relay.problem:
                raise DoorError("The door", relay.problem, "It is tried again.")

        self._after.append(Deed("the door", _PUBLISH_SECONDS, look))

    def _follow_delivery(self) -> None:
        reader = open_reader(self._settings.journal, "ads")
        delivery = DeliveryProjection(self.stores)

        def follow_delivery() -> bool:
            more = follow(reader, delivery)
            self._delivery_behind = self._delivery_behind and more
            self._delivery_waits = more
            return more

        def freshness() -> None:
            if not self._delivery_waits:
                note_counted("ads", to_datetime(self._now()))

        def book_media() -> bool:
            # While it reads the journal anew there is less than is booked already.
            waits = self._delivery_behind or self._delivery_waits
            return not waits and book(self.stores.ads, self._now())

        copy = ads_figures(self.stores).turn
        self._streams.append(Deed("delivery", 0, follow_delivery))
        self._after += [
            Deed("copy the ads figures", _COPY_SECONDS, copy, PAUSE_SECONDS),
            Deed("book media", _BOOK_SECONDS, book_media),
            Deed("the ads' freshness", _FRESHNESS_SECONDS, freshness),
        ]

    def _keep_day(self) -> None:
        # What is past its time now was not when the events still to be read happened.
        behind = self._order is not None and self._order.behind
        if not behind and not self._delivery_behind:
            self._daily.run_if_due()
        if self._daily.problem:
            self.failing["compaction"] = self._daily.problem
        else:
            self.failing.pop("compaction", None)

    def _publish(self) -> None:
        for name in self._publisher.publish(to_datetime(self._now())):
            _log.info("a new %s plan is published", name)


def _stores(settings: Settings, wing: Wing) -> Stores:
    if settings.door and wing == "both":
        raise SettingError(
            "TOILE_DOOR",
            "it names another machine for the ads wing, and this one runs both wings",
            "Run `toile worker --wing pool` here, or take TOILE_DOOR out.",
        )
    apart = wing == "pool" and bool(settings.door)
    return open_stores(settings.profiles, apart=apart)


def _keys(settings: Settings, now: Callable[[], int]) -> KeysInForce:
    custody = Custody(settings.pool_keys, settings.pool_master, os.environ)
    return KeysInForce(custody, now)


def _own(profiles: str, wing: Wing) -> ExitStack:
    """Keep a second worker out of a wing, or of both."""
    wings: tuple[SpaceName, ...] = ("pool", "ads") if wing == "both" else (wing,)
    with ExitStack() as owned:
        for each in wings:
            owned.callback(own(profiles, each).release)
        return owned.pop_all()
