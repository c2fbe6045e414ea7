"""After six months a yes ends, and all that it allowed is gone: spaces and journal."""

from pathlib import Path
from typing import Any

from toile.ads.delivery.caps import CAPS
from toile.consent import LIFETIME_MS
from toile.journal import Cursor, open_reader
from toile.pool import visits
from toile.pool.exposures import EXPOSURES
from toile.pool.visits import PROFILES
from toile.portal.cinemas.models import SiteDay
from toile.wire.audience import AUDIENCE_TABLE
from toile.wire.events import Consent, Visit
from toile.wire.ids import Ulid


def journal_bytes(house: Any, stream: str) -> bytes:
    folder = Path(house.settings.journal.removeprefix("file:")) / stream
    return b"".join(file.read_bytes() for file in sorted(folder.glob("*.journal")))


def live(house: Any) -> int:
    """Person 1 says yes at one cinema, person 2 at two, a month apart; tell when."""
    at = house.at(days=-120)
    house.pretend(at + 60_000)
    house.write(
        house.consent(1, "royal", "yes", at),
        house.visit(1, "royal", at + 1_000, yes_ms=at, film="L’Ombre"),
        house.consent(2, "royal", "yes", at),
        house.visit(2, "royal", at + 1_000, yes_ms=at),
        house.impression(1, at + 2_000),
        house.assignment(1, at + 2_000),
        house.click(1, at + 9_000),
    )
    house.worker.catch_up()
    later = house.at(days=-90)
    house.pretend(later + 60_000)
    house.write(
        house.consent(2, "eldorado", "yes", later),
        house.visit(2, "eldorado", later + 1_000, yes_ms=later),
    )
    house.worker.catch_up()
    return at


def test_to_the_last_moment_a_yes_holds(house: Any) -> None:
    at = live(house)
    house.pretend(at + LIFETIME_MS - 30_000)
    house.catch_up()
    held = visits.decode(house.stores.pool.get(PROFILES, house.sid(1)))
    assert list(held.consents) == [Ulid(house.world.sites["royal"].id)]
    assert house.sid(1) in journal_bytes(house, "pool")


def test_a_yes_that_ended_is_in_no_space_and_no_file(house: Any) -> None:
    at = live(house)
    stores = house.stores
    assert stores.pool.get(EXPOSURES, house.sid(1)) is not None
    length = len(journal_bytes(house, "pool"))
    house.pretend(at + LIFETIME_MS + 1)
    house.catch_up()
    stores = house.stores
    for table in (PROFILES, EXPOSURES):
        assert stores.pool.get(table, house.sid(1)) is None
    for table in (AUDIENCE_TABLE, CAPS):
        assert stores.ads.get(table, house.aid(1)) is None
    assert house.sid(1) not in journal_bytes(house, "pool")
    assert house.aid(1) not in journal_bytes(house, "ads")
    # What was counted stays counted (decision 0005).
    assert len(journal_bytes(house, "pool")) == length
    royal = SiteDay.objects.filter(site_id=house.world.sites["royal"].id)
    assert sum(row.visits for row in royal) == 2
    assert sum(row.consents for row in royal) == 2


def test_of_two_yeses_only_the_one_that_ended_goes(house: Any) -> None:
    at = live(house)
    house.pretend(at + LIFETIME_MS + 1)
    house.catch_up()
    held = visits.decode(house.stores.pool.get(PROFILES, house.sid(2)))
    eldorado = Ulid(house.world.sites["eldorado"].id)
    assert list(held.consents) == [eldorado]
    assert {e.site for e in named(house, 2)} == {eldorado}
    house.pretend(house.at(days=-90) + LIFETIME_MS + 1)
    house.catch_up()
    assert house.stores.pool.get(PROFILES, house.sid(2)) is None
    assert house.sid(2) not in journal_bytes(house, "pool")


def test_whoever_says_yes_again_begins_anew(house: Any) -> None:
    at = live(house)
    again = at + LIFETIME_MS + 5_000
    house.pretend(again + 60_000)
    # The new yes is met before the day's deed has seen that the old one ended.
    house.write(
        house.consent(1, "royal", "yes", again),
        house.visit(1, "royal", again + 1_000, yes_ms=again),
    )
    house.catch_up()
    held = visits.decode(house.stores.pool.get(PROFILES, house.sid(1)))
    royal = held.visits[Ulid(house.world.cinemas["royal"].id)]
    assert [seen.count for seen in royal.values()] == [1]
    assert {e.at_ms >= again for e in named(house, 1)} == {True}


def test_a_rebuild_after_the_end_brings_nothing_back(house: Any) -> None:
    at = live(house)
    house.pretend(at + LIFETIME_MS + 1)
    house.catch_up()
    before = {
        table: dict(house.stores.pool.scan(table)) for table in (PROFILES, EXPOSURES)
    }
    house.stop()
    house.stores.clear()
    house.worker.catch_up()
    for table, records in before.items():
        assert dict(house.stores.pool.scan(table)) == records


def named(house: Any, person: int) -> list[Consent | Visit]:
    """The pool's events that still name a person."""
    batch = open_reader(house.settings.journal, "pool").read(Cursor(), 1_000, None)
    sid = house.sid(person)
    events = [entry.event for entry in batch.entries]
    return [e for e in events if isinstance(e, Consent | Visit) and e.sid == sid]
