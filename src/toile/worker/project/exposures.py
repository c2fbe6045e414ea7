"""The ads stream, seen by the lab: who was shown what, and who was held out of it.

The pool's worker alone turns ``aid`` back into ``sid``. Film pages come with the visits
(``project.pool``).
"""

from collections.abc import Sequence

import msgspec

from toile.journal import Entry
from toile.pool import exposures, moved, rights, visits
from toile.pool.custody import KeysInForce
from toile.pool.exposures import EXPOSURES, NOTHING, Exposures, Group
from toile.pool.films import film_keys
from toile.pool.identity import Identity
from toile.pool.rights import FORGOTTEN
from toile.pool.visits import PROFILES
from toile.profiles import Space, Update
from toile.wire.clock import paris_date
from toile.wire.events import AnyEvent, Assignment, Impression
from toile.wire.ids import Aid, Sid, ulid_time_ms
from toile.worker.members import Members, attributed
from toile.worker.project.follow import save_cursor
from toile.worker.project.shared import Shared
from toile.worker.stores import Stores


class ExposureProjection:
    """Follows the ads stream for what became of the pool's ids."""

    name = "exposures"

    def __init__(self, stores: Stores, keys: KeysInForce, members: Members) -> None:
        self._stores = stores
        self._keys = keys
        self._members = members

    @property
    def space(self) -> Space:
        """The space that holds the cursor."""
        return self._stores.pool

    def fitting(self, events: Sequence[AnyEvent]) -> int:
        """Tell how many events one transaction takes: all."""
        return len(events)

    def apply(self, entries: Sequence[Entry], cursor: bytes) -> None:
        """Take a batch in."""
        with self._stores.pool.update() as pool:
            shared = Shared(pool, self.name)
            batch = _Batch(pool, self._keys.identity, self._members, shared)
            for entry in entries:
                batch.take(entry)
            shared.write(pool)
            save_cursor(pool, self.name, cursor)


class _Batch(msgspec.Struct, frozen=True):
    """One transaction over the pool space."""

    pool: Update
    identity: Identity
    members: Members
    shared: Shared

    def take(self, entry: Entry) -> None:
        event = entry.event
        if isinstance(event, Impression) and event.aid is not None:
            # Told late by a tab left open, it is as old as the ad that was served.
            sid = self._known(event.aid, ulid_time_ms(event.impression))
            if sid is not None:
                self._show(sid, event, summed=not self.shared.wants(entry))
        elif isinstance(event, Assignment) and event.aid is not None:
            sid = self._known(event.aid, event.at_ms)
            if sid is not None:
                self._assign(sid, event)

    def _show(self, sid: Sid, event: Impression, *, summed: bool) -> None:
        before = read(self.pool, sid)
        held = exposures.with_impression(
            before, event.line, event.impression, event.at_ms
        )
        keep(self.pool, sid, held)
        if not summed and held.lines[event.line] != before.lines.get(event.line):
            self._share(sid, event)

    def _share(self, sid: Sid, event: Impression) -> None:
        """Count whose it is, by the visits read so far; its money is booked apart."""
        terms = self.members.on_or_latest(paris_date(event.at_ms))
        record = self.pool.get(PROFILES, sid)
        if terms is None or record is None:
            return
        visited = attributed(terms, visits.decode(record), event.at_ms)
        self.shared.take("shown", event.line, event.at_ms, visited)

    def _assign(self, sid: Sid, event: Assignment) -> None:
        films = film_keys(event.allocine_id, event.film_title)
        group = Group(event.at_ms, event.held_out, films)
        held = exposures.with_assignment(
            read(self.pool, sid), event.campaign, group, event.at_ms
        )
        keep(self.pool, sid, held)

    def _known(self, aid: Aid, served_ms: int) -> Sid | None:
        """Tell whose it was, unless that was erased since."""
        found = self.identity.sid_of(aid)
        if found is None:
            return None
        sid = moved.present_of(self.pool, found)
        record = self.pool.get(FORGOTTEN, sid)
        until = -1 if record is None else rights.decode(record).everything_ms
        return None if served_ms <= until else sid


def read(pool: Update, sid: Sid) -> Exposures:
    """Read what is held of an id about campaigns."""
    record = pool.get(EXPOSURES, sid)
    return NOTHING if record is None else exposures.decode(record)


def keep(pool: Update, sid: Sid, held: Exposures) -> None:
    """Write it, or nothing where nothing is left."""
    if exposures.is_empty(held):
        pool.delete(EXPOSURES, sid)
    else:
        pool.put(EXPOSURES, sid, exposures.encode(held))


def settle(space: Space, now_ms: int) -> None:
    """Settle the film pages of past days, and forget ids that the pool holds no more.

    Only once both streams are read to their ends.
    """
    with space.update() as pool:
        for key, record in list(pool.scan(EXPOSURES)):
            if pool.get(PROFILES, key) is None:
                pool.delete(EXPOSURES, key)
            else:
                held = exposures.settled(exposures.decode(record), now_ms)
                keep(pool, Sid(key), held)
