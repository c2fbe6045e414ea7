"""The ads stream: impressions, views, requests, notices into counters, caps, figures.

An impression reported twice (a reload, a retry, two edges) counts once: the ids of the
last days are remembered.
"""

from collections.abc import Sequence

import msgspec

from toile.ads import moved
from toile.ads.delivery import caps, counters, noticed
from toile.ads.delivery.caps import CAPS
from toile.ads.delivery.counters import COUNTERS
from toile.ads.delivery.noticed import NOTICED
from toile.journal import Entry
from toile.profiles import Space, Update
from toile.wire.audience import FORGOTTEN_TABLE
from toile.wire.clock import MS_A_DAY, PARIS, paris_date, to_datetime, utc_day
from toile.wire.events import (
    AnyEvent,
    Bill,
    Impression,
    Loss,
    Supply,
    VideoProgress,
    View,
    Win,
)
from toile.wire.ids import Aid, ulid_time_ms
from toile.worker import days
from toile.worker.project import bought
from toile.worker.project.follow import save_cursor
from toile.worker.stores import (
    COUNTED,
    LINE_DAYS,
    LINE_HOURS,
    LINE_PLACES,
    SUPPLY_DAYS,
    Stores,
)

_KEPT_MS = 3 * MS_A_DAY
BANDS = 6
_BAND_HOURS = 24 // BANDS


class DeliveryProjection:
    """Follows the ads stream for what was delivered."""

    name = "delivery"

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    @property
    def space(self) -> Space:
        """The space that holds the cursor."""
        return self._stores.ads

    def fitting(self, events: Sequence[AnyEvent]) -> int:
        """Tell how many events one transaction takes: all."""
        return len(events)

    def apply(self, entries: Sequence[Entry], cursor: bytes) -> None:
        """Take a batch in."""
        with self._stores.ads.update() as ads:
            batch = _Batch(ads)
            for entry in entries:
                batch.take(entry.event)
            save_cursor(ads, self.name, cursor)


class _Batch(msgspec.Struct, frozen=True):
    """One transaction over the ads space."""

    ads: Update

    def take(self, event: AnyEvent) -> None:
        if isinstance(event, Impression) and self._first("i", event):
            self._count(event, impressions=1, spend_thousandths=self._deliver(event))
            days.add(
                self.ads, LINE_HOURS, hour_key(event.line, event.at_ms), impressions=1
            )
            if event.aid is not None and not self._forgotten(event, event.aid):
                self._see(event, event.aid)
        elif isinstance(event, View) and self._first("v", event):
            self._count(event, views=1)
        elif isinstance(event, VideoProgress) and self._first(event.reached, event):
            self._count(event, **{f"video_{event.reached}": 1})
        elif isinstance(event, Win | Bill | Loss):
            bought.take(self.ads, event)
        elif isinstance(event, Supply):
            self._supply(event)

    def _supply(self, event: Supply) -> None:
        # Told at the end of its minute; hour bands of four hours, by Paris.
        told = to_datetime(event.at_ms).astimezone(PARIS)
        for cell in event.cells:
            key = days.key_of(cell.placement, cell.departement, told.date().isoformat())
            more = {
                "requests": cell.requests,
                "members": cell.members,
                "served": cell.served,
                "members_served": cell.members_served,
            }
            if not cell.departement:
                more[f"band_{told.hour // _BAND_HOURS}"] = cell.requests
            days.add(self.ads, SUPPLY_DAYS, key, **more)
        for line in event.lines:
            key = days.key_of(line.line, line.departement, told.date().isoformat())
            days.add(self.ads, LINE_PLACES, key, served=line.served)
        bought.take_auctions(self.ads, event.at_ms, event.auctions)

    def _first(self, kind: str, event: Impression | View | VideoProgress) -> bool:
        key = f"{kind}{event.impression}".encode()
        if self.ads.get(COUNTED, key) is not None:
            return False
        self.ads.put(COUNTED, key, str(event.at_ms).encode())
        return True

    def _count(self, event: Impression | View | VideoProgress, **more: int) -> None:
        day = paris_date(event.at_ms).isoformat()
        key = days.key_of(event.line, event.creative, event.placement, day)
        days.add(self.ads, LINE_DAYS, key, **more)

    def _deliver(self, event: Impression) -> int:
        """Count one more of the line; tell what it costs, in thousandths."""
        if event.exchange is not None:
            return bought.take_impression(self.ads, event, event.exchange)
        key = counters.key(event.line)
        record = self.ads.get(COUNTERS, key)
        before = counters.NOTHING if record is None else counters.decode(record)
        after = counters.with_impression(before, event.price)
        self.ads.put(COUNTERS, key, counters.encode(after))
        return event.price

    def _forgotten(self, event: Impression, aid: Aid) -> bool:
        # Told late by a tab left open, it is as old as the ad that was served.
        until = self.ads.get(FORGOTTEN_TABLE, aid)
        return until is not None and ulid_time_ms(event.impression) <= int(until)

    def _see(self, event: Impression, served_to: Aid) -> None:
        aid = moved.known_as(self.ads, served_to)
        record = self.ads.get(CAPS, aid)
        before = caps.NOTHING if record is None else caps.decode(record)
        after = caps.with_impression(before, event.line, event.at_ms)
        self.ads.put(CAPS, aid, caps.encode(after))


def hour_key(line: str, at_ms: int) -> bytes:
    """Name the row of a line's hour, by the clock of Paris."""
    at = to_datetime(at_ms).astimezone(PARIS)
    return days.key_of(line, at.date().isoformat(), str(at.hour))


def forget_old(space: Space, now_ms: int) -> None:
    """Forget impressions too old to be reported again, and caps beyond the longest.

    Too old for the newest one read, not for now: a worker may have been away for days.
    """
    first_day = utc_day(now_ms) - caps.LONGEST_DAYS
    with space.update() as update:
        counted = {key: int(at) for key, at in update.scan(COUNTED)}
        told = {key: noticed.decode(each).at_ms for key, each in update.scan(NOTICED)}
        newest = max((*counted.values(), *told.values()), default=now_ms)
        oldest = min(now_ms, newest) - _KEPT_MS
        for table, times in ((COUNTED, counted), (NOTICED, told)):
            for key in [key for key, at_ms in times.items() if at_ms < oldest]:
                update.delete(table, key)
        for key, record in list(space.scan(CAPS)):
            seen = caps.without_days_before(caps.decode(record), first_day)
            if seen.lines:
                update.put(CAPS, key, caps.encode(seen))
            else:
                update.delete(CAPS, key)
