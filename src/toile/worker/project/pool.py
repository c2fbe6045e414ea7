"""The pool's stream: visits into profiles, yes and no into figures, erasures.

Each change of a profile goes through the door at once, so that a visit can be aimed
at within the second and an erased id no longer. Each change begins with what was still
held at the time of its event: days in which nothing was dropped leave nothing behind.
"""

import datetime
from collections.abc import Callable, Sequence

import msgspec

from toile.consent import counted_tool, expires_ms
from toile.journal import Entry
from toile.pool import acknowledged, door, exposures, moved, visits
from toile.pool.acknowledged import (
    ACKNOWLEDGED,
    REACHED_AT_ONCE,
    REACHED_HERE,
    Acknowledged,
    with_done,
)
from toile.pool.custody import KeysInForce
from toile.pool.films import film_key
from toile.pool.identity import Identity
from toile.pool.segments import membership
from toile.pool.visits import EMPTY, PROFILES, Profile
from toile.profiles import Space, Update
from toile.wire.audience import AEA, Membership
from toile.wire.clock import paris_date, utc_day
from toile.wire.events import AnyEvent, Consent, Erasure, Rekeyed, Visit
from toile.wire.ids import Sid, Ulid
from toile.wire.tags import Place
from toile.worker import days
from toile.worker.members import Members, Terms, keep_terms
from toile.worker.project import rekey
from toile.worker.project.exposures import keep, read
from toile.worker.project.follow import save_cursor
from toile.worker.project.forgetting import (
    erase,
    forget_site,
    forgotten_of,
    without_ended,
)
from toile.worker.stores import CHOICE_DAYS, SITE_DAYS, Stores

_COLUMNS = {"yes": "consents", "no": "refusals", "withdrawal": "withdrawals"}


class PoolProjection:
    """Follows the pool's stream."""

    name = "pool"

    def __init__(
        self,
        stores: Stores,
        keys: KeysInForce,
        members: Members,
        now: Callable[[], int],
    ) -> None:
        self._stores = stores
        self._keys = keys
        self._members = members
        self._now = now

    @property
    def space(self) -> Space:
        """The space that holds the cursor."""
        return self._stores.pool

    def fitting(self, events: Sequence[AnyEvent]) -> int:
        """Tell how many events one transaction takes: all."""
        return len(events)

    def apply(self, entries: Sequence[Entry], cursor: bytes) -> None:
        """Take a batch in."""
        now = self._now()
        today = self._members.on_or_latest(paris_date(now))
        with self._stores.update_both() as (pool, ads):
            reached = REACHED_HERE if self._stores.apart else REACHED_AT_ONCE
            batch = _Batch(
                pool, ads, self._keys.identity, self._members, today, now, reached
            )
            for entry in entries:
                batch.take(entry.event)
            save_cursor(pool, self.name, cursor)


class _Batch(msgspec.Struct, frozen=True):
    """One transaction over both spaces."""

    pool: Update
    ads: Update
    identity: Identity
    members: Members
    today: Terms | None
    now_ms: int
    reached: tuple[Place, ...] = REACHED_AT_ONCE
    terms: dict[datetime.date, Terms | None] = {}

    def take(self, event: AnyEvent) -> None:
        if isinstance(event, Visit):
            self._visit(event)
        elif isinstance(event, Consent):
            self._consent(event)
        elif isinstance(event, Erasure):
            self._erase_once(event)
        elif isinstance(event, Rekeyed):
            self._rekey(event)

    def _whose(self, sid: Sid | None) -> Sid | None:
        """Tell under which id a browser is held; nobody if its keys are over."""
        if sid is None or not self.identity.reads(sid):
            return None
        return moved.present_of(self.pool, sid)

    def _rekey(self, event: Rekeyed) -> None:
        if event.sid is None or event.previous is None:
            return
        if not (self.identity.reads(event.sid) and self.identity.reads(event.previous)):
            return
        if event.at_ms <= forgotten_of(self.pool, event.sid).everything_ms:
            return
        profile = rekey.move(
            self.pool, self.ads, self.identity, event.previous, event.sid
        )
        if not visits.is_empty(profile):
            self._keep(event.sid, profile)

    def _visit(self, visit: Visit) -> None:
        self._count(visit.site, visit.at_ms, "visits")
        sid = self._whose(visit.sid)
        if sid is None:
            return
        if visit.yes_ms <= forgotten_of(self.pool, sid).until_ms(visit.site):
            return
        day = utc_day(visit.at_ms)
        profile = self._profile(sid, visit.at_ms)
        profile = visits.with_consent(profile, visit.site, expires_ms(visit.yes_ms))
        profile = visits.with_visit(profile, visit.cinema, visit.site, day)
        self._keep(sid, profile)
        film = film_key(visit.film or "")
        if film:
            held = exposures.with_lookup(
                read(self.pool, sid), film, visit.site, visit.at_ms
            )
            keep(self.pool, sid, held)

    def _consent(self, consent: Consent) -> None:
        if consent.refusal:
            # Nobody's yes: it is kept among the proofs (``project.proofs``) alone.
            return
        self._count(consent.site, consent.at_ms, _COLUMNS[consent.choice])
        self._count_choice(consent)
        sid = self._whose(consent.sid)
        if sid is None:
            return
        forgotten = forgotten_of(self.pool, sid)
        if consent.choice == "yes" and consent.at_ms > forgotten.until_ms(consent.site):
            profile = self._profile(sid, consent.at_ms)
            until = expires_ms(consent.at_ms)
            self._keep(sid, visits.with_consent(profile, consent.site, until))
        elif consent.choice == "withdrawal":
            self._withdraw(sid, consent.site, consent.at_ms)

    def _withdraw(self, sid: Sid, site: Ulid, at_ms: int) -> None:
        profile = visits.without_site(self._profile(sid, at_ms), site)
        if visits.is_empty(profile):
            self._erase(sid, at_ms)
            return
        forget_site(self.pool, sid, site, at_ms)
        self._keep(sid, profile)

    def _erase_once(self, erasure: Erasure) -> None:
        """Erase, and note it under its number: one that was noted is done already.

        A request that somebody sends again must not erase what came after it.
        """
        number = erasure.number.encode()
        if number and self.pool.get(ACKNOWLEDGED, number) is not None:
            return
        sid = self._whose(erasure.sid)
        if sid is not None:
            self._erase(sid, erasure.at_ms, objects=erasure.objects)
        if number:
            asked = Acknowledged(erasure.at_ms, erasure.objects)
            held = with_done(asked, self.reached, self.now_ms)
            self.pool.put(ACKNOWLEDGED, number, acknowledged.encode(held))

    def _erase(self, sid: Sid, at_ms: int, *, objects: bool = False) -> None:
        erase(self.pool, self.ads, self.identity, sid, at_ms, objects=objects)

    def _keep(self, sid: Sid, profile: Profile) -> None:
        self.pool.put(PROFILES, sid, visits.encode(profile))
        publish(self.ads, self.identity, sid, profile, self.today)

    def _profile(self, sid: Sid, at_ms: int) -> Profile:
        record = self.pool.get(PROFILES, sid)
        if record is None:
            return EMPTY
        profile = without_ended(
            self.pool, self.ads, self.identity, sid, visits.decode(record), at_ms
        )
        terms = self._terms(at_ms)
        if terms is None:
            # A window that nobody can tell is over for no visit yet.
            return visits.without_expired(profile, at_ms, oldest_day=0)
        return terms.still_held(profile, at_ms)

    def _terms(self, at_ms: int) -> Terms | None:
        # Asked once a batch: a database that is down must not be waited for each time.
        day = paris_date(at_ms)
        if day not in self.terms:
            self.terms[day] = self.members.on_or_latest(day)
        return self.terms[day]

    def _count(self, site: Ulid, at_ms: int, column: str) -> None:
        key = days.key_of(site, paris_date(at_ms).isoformat())
        days.add(self.pool, SITE_DAYS, key, **{column: 1})

    def _count_choice(self, consent: Consent) -> None:
        if consent.choice == "withdrawal":
            return
        key = days.key_of(
            consent.site,
            paris_date(consent.at_ms).isoformat(),
            counted_tool(consent.tool),
            consent.device,
        )
        days.add(self.pool, CHOICE_DAYS, key, **{_COLUMNS[consent.choice]: 1})


def publish(
    ads: Update, identity: Identity, sid: Sid, profile: Profile, terms: Terms | None
) -> None:
    """Let an id's segments through the door, as its profile and the members say.

    While nobody can tell who is a member the id belongs to no segment.
    """
    belongs = membership(profile, {} if terms is None else terms.windows)
    door.let_through(ads, identity.aid(sid), belongs)


def republish(
    stores: Stores, identity: Identity, terms: Terms, now_ms: int, *, sure: bool = True
) -> None:
    """Derive every id's segments anew: members changed, or a day has passed.

    Drops visits, forgets yeses that no longer hold, and drops all of cinemas whose
    agreement is not in force: they leave the pool on the day it ends. Not while the
    database is down (``sure``): old terms know no cinema that has just joined. Counts
    the segments' sizes again.
    """
    sizes = {AEA: 0}
    with stores.update_both() as (pool, ads):
        keep_terms(pool, terms)
        for key, record in list(stores.pool.scan(PROFILES)):
            sid = Sid(key)
            if not identity.reads(sid):
                # Its version is over: it is in no segment, and ``purge`` takes it out.
                continue
            held = visits.decode(record)
            held = without_ended(pool, ads, identity, sid, held, now_ms)
            profile = terms.still_held(held, now_ms)
            if sure:
                profile = _leave_members(pool, sid, profile, terms)
            belongs = _still(membership(profile, terms.windows), utc_day(now_ms))
            door.let_through(ads, identity.aid(sid), belongs)
            if visits.is_empty(profile):
                pool.delete(PROFILES, key)
            else:
                pool.put(PROFILES, key, visits.encode(profile))
            for segment in () if belongs is None else belongs.until_day:
                sizes[segment] = sizes.get(segment, 0) + 1
        for segment, size in sizes.items():
            door.write_size(ads, segment, size)


def _leave_members(pool: Update, sid: Sid, profile: Profile, terms: Terms) -> Profile:
    """Take out of the pool what came through cinemas that are no members."""
    gone = visits.sites_only_of_others(profile, terms.windows)
    if gone:
        held = read(pool, sid)
        for site in gone:
            held = exposures.without_site(held, site)
        keep(pool, sid, held)
    return visits.of_members(profile, terms.windows)


def _still(belongs: Membership | None, today: int) -> Membership | None:
    """Keep the segments that still count: one kept longer would not be resized."""
    if belongs is None:
        return None
    until = {name: day for name, day in belongs.until_day.items() if day >= today}
    return Membership(until) if until else None
