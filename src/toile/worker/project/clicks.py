"""The ads stream, seen by the pool: clicks judged, shared, and written into the books.

The books come first, each click once by its id; then the space commits what the filter
must remember, with the cursor. After a crash in between, the same clicks are judged
again from the same memory, and the books already have them. What was once decided of a
click stays decided: on a rebuild its trail answers, not the filter.
"""

from collections.abc import Mapping, Sequence

import msgspec

from toile.ads.clicks.filter import judge
from toile.ads.clicks.unbilled import UnbilledReason
from toile.journal import Entry
from toile.ledger.entries import Posting, click_posting
from toile.ledger.sharing import Visited, shares
from toile.pool import moved, rights, visits
from toile.pool.custody import KeysInForce
from toile.pool.identity import Identity
from toile.pool.rights import FORGOTTEN
from toile.pool.visits import EMPTY, PROFILES, Profile
from toile.profiles import Space, Update
from toile.wire.clock import paris_date
from toile.wire.events import AnyEvent, Click
from toile.wire.ids import Aid, Sid, Ulid
from toile.worker import days
from toile.worker.books import Books, Trail
from toile.worker.members import Members, attributed
from toile.worker.project import clicks_seen
from toile.worker.project.delivery import hour_key
from toile.worker.project.follow import save_cursor
from toile.worker.project.shared import Shared
from toile.worker.stores import CLICK_DAYS, CLICK_HOURS, REFUSED_DAYS, Stores
from toile.worker.turns import ROWS_AT_ONCE, give_way


class ClickProjection:
    """Follows the ads stream for clicks."""

    name = "clicks"

    def __init__(
        self, stores: Stores, keys: KeysInForce, members: Members, books: Books
    ) -> None:
        self._stores = stores
        self._keys = keys
        self._members = members
        self._books = books

    @property
    def space(self) -> Space:
        """The space that holds the cursor."""
        return self._stores.pool

    def fitting(self, events: Sequence[AnyEvent]) -> int:
        """Tell how many events have no more clicks than the books take at once."""
        clicks = [n for n, event in enumerate(events) if isinstance(event, Click)]
        return clicks[ROWS_AT_ONCE] if len(clicks) > ROWS_AT_ONCE else len(events)

    def undecided(self, events: Sequence[AnyEvent]) -> dict[Ulid, Sid | None]:
        """Tell the clicks among events that are not in the trail yet, and whose."""
        clicks = {event.id: event.aid for event in events if isinstance(event, Click)}
        decided = self._books.decided(list(clicks))
        return {
            click: None if aid is None else self._whose(aid)
            for click, aid in clicks.items()
            if click not in decided
        }

    def _whose(self, aid: Aid) -> Sid | None:
        sid = self._keys.identity.sid_of(aid)
        return None if sid is None else moved.present_of(self._stores.pool, sid)

    def apply(self, entries: Sequence[Entry], cursor: bytes) -> None:
        """Take a batch in: judged, written into the books, then remembered."""
        clicks = [
            (entry, entry.event) for entry in entries if isinstance(entry.event, Click)
        ]
        decided = self._books.decided([click.id for _entry, click in clicks])
        with self._stores.pool.update() as pool:
            shared = Shared(pool, self.name)
            batch = _Batch(pool, self._keys.identity, self._members, decided, shared)
            outcomes = [
                batch.take(click, summed=not shared.wants(entry))
                for entry, click in clicks
            ]
            shared.write(pool)
            # What is in the trail is there with its posting.
            new = [each for each in outcomes if each[0].click.id not in decided]
            if new:
                self._books.write(new)
            save_cursor(pool, self.name, cursor)
        if len(new) >= ROWS_AT_ONCE:
            give_way()


class _Batch(msgspec.Struct, frozen=True):
    """One transaction over the pool space."""

    pool: Update
    identity: Identity
    members: Members
    decided: Mapping[str, str]
    shared: Shared

    def take(self, told: Click, *, summed: bool) -> tuple[Trail, Posting | None]:
        # An ad served before a rotation may be clicked after it: one browser, one id.
        click = msgspec.structs.replace(
            told, aid=self._known(told.aid), cookie_aid=self._known(told.cookie_aid)
        )
        posting: Posting | None = None
        refused_of: tuple[Ulid, ...] = ()
        known = self.decided.get(click.id)
        if known is not None:
            reason = UnbilledReason(known) if known else None
            if reason is None and click.aid is not None:
                # The books had it, and the power went before the space did.
                self._attribute(click, click.aid, summed=summed)
        else:
            reason = judge(click, clicks_seen.earlier(self.pool, click))
            if reason is None and click.aid is not None:
                posting, reason = self._share(click, click.aid, summed=summed)
            if reason is not None and click.aid is not None:
                refused_of = tuple(self._visited(click, click.aid))
        clicks_seen.remember(self.pool, click, reason, erased=self._erased(click))
        self._count(click, reason)
        return Trail(click, reason, refused_of), posting

    def _known(self, aid: Aid | None) -> Aid | None:
        """Tell what an id is known by now; one of a version that is over stays."""
        sid = None if aid is None else self.identity.sid_of(aid)
        if sid is None:
            return aid
        present = moved.present_of(self.pool, sid)
        return aid if present == sid else self.identity.aid(present)

    def _share(
        self, click: Click, aid: Aid, *, summed: bool
    ) -> tuple[Posting | None, UnbilledReason | None]:
        terms = self.members.on(paris_date(click.at_ms))
        if terms.fee is None:
            return None, UnbilledReason.NO_AGREEMENT
        visited = self._attribute(click, aid, summed=summed)
        if not visited:
            return None, UnbilledReason.NO_CINEMA
        split = shares(terms.rule, terms.fee, visited, click.id)
        return click_posting(click.id, click.at_ms, click.campaign, split), None

    def _attribute(
        self, click: Click, aid: Aid, *, summed: bool
    ) -> dict[Ulid, Visited]:
        visited = self._visited(click, aid)
        if not summed:
            self.shared.take("clicks", click.line, click.at_ms, visited)
        return visited

    def _visited(self, click: Click, aid: Aid) -> dict[Ulid, Visited]:
        terms = self.members.on(paris_date(click.at_ms))
        return attributed(terms, self._profile(aid), click.at_ms)

    def _erased(self, click: Click) -> bool:
        # The streams are followed apart, and a tab left open tells of its ad late: the
        # erasure may have been read already.
        if click.aid is None:
            return False
        sid = self.identity.sid_of(click.aid)
        record = None if sid is None else self.pool.get(FORGOTTEN, sid)
        until = -1 if record is None else rights.decode(record).everything_ms
        return click.served_ms <= until

    def _profile(self, aid: Aid) -> Profile:
        sid = self.identity.sid_of(aid)
        record = None if sid is None else self.pool.get(PROFILES, sid)
        return EMPTY if record is None else visits.decode(record)

    def _count(self, click: Click, reason: UnbilledReason | None) -> None:
        day = paris_date(click.at_ms).isoformat()
        key = days.key_of(click.line, click.creative, click.placement, day)
        billed = int(reason is None)
        days.add(self.pool, CLICK_DAYS, key, clicks=1, billable_clicks=billed)
        hour = hour_key(click.line, click.at_ms)
        days.add(self.pool, CLICK_HOURS, hour, clicks=1)
        if reason is not None:
            refused = days.key_of(click.line, day, reason)
            days.add(self.pool, REFUSED_DAYS, refused, count=1)
