"""Everything the worker keeps can be dropped and made again from the journal."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toile.consent import LIFETIME_MS
from toile.journal.dead_letters import DEAD_LETTERS, DeadLetter, DeadLetters
from toile.journal.file.segment import MAGIC, Segment, frame
from toile.pool import visits
from toile.portal.campaigns.models import ClickTrail, LineDay, RefusedClickDay
from toile.portal.cinemas.models import SiteDay
from toile.portal.payouts.models import Entry, Posting, SharedDay
from toile.portal.statements.models import RefusedClicks
from toile.wire.audience import CLEANED_TABLE
from toile.wire.clock import MS_A_DAY
from toile.wire.events import encode
from toile.wire.ids import Ulid, new_ulid, to_cookie
from toile.worker.erasure import compact_ads, compact_pool
from toile.worker.stores import ADS_TABLES, POOL_TABLES, SUMMED

Contents = dict[tuple[str, str], dict[bytes, bytes]]

_BOOKS = (ClickTrail, Posting, Entry)
_FIGURES = (SiteDay, LineDay, RefusedClickDay, RefusedClicks, SharedDay)


def contents(house: Any) -> Contents:
    """Every key and value of both spaces."""
    return {
        (wing, table): dict(space.scan(table))
        for wing, space, tables in (
            ("pool", house.stores.pool, POOL_TABLES),
            ("ads", house.stores.ads, ADS_TABLES),
        )
        for table in tables
        # When files were last cleaned, and up to where sums were made before a
        # rebuild, are no projections.
        if table not in {CLEANED_TABLE, SUMMED}
    }


def rows(models: tuple[Any, ...]) -> list[list[dict[str, Any]]]:
    return [list(model.objects.order_by("pk").values()) for model in models]


def rebuild(house: Any) -> None:
    """As ``toile worker --rebuild`` does."""
    house.stop()
    house.worker.stores.clear()
    house.worker.catch_up()


def live_a_while(house: Any) -> None:
    """People come, look, click and leave, met in several small readings."""
    royal, eldorado = "royal", "eldorado"
    shown = house.impression(1, house.at(10))
    house.tell(
        house.consent(1, royal, "yes", house.at()),
        house.consent(None, royal, "no", house.at()),
        *(house.visit(n, royal, house.at(n)) for n in range(1, 6)),
        house.visit(9, royal, house.at(days=-181)),
        house.visit(8, royal, house.at(days=-95)),
    )
    house.tell(
        shown,
        shown,
        *(house.impression(n, house.at(11)) for n in range(1, 6)),
        house.click(2, house.at(20)),
        house.click(3, house.at(20)),
        house.click(4, house.at(20), agent="bot"),
        house.assignment(1, house.at(10)),
        house.assignment(2, house.at(10)),
        house.assignment(3, house.at(10), held_out=True),
        house.assignment(5, house.at(10), held_out=True),
        edge="edge-1",
    )
    house.tell(
        house.visit(1, eldorado, house.at(30)),
        house.visit(3, eldorado, house.at(30), film="L’Ombre"),
        house.visit(5, eldorado, house.at(30), film="l'ombre"),
        house.visit(3, royal, house.at(31), film="Un autre film"),
        house.click(1, house.at(40)),
    )
    house.tell(
        house.erasure(2, house.at(50)),
        house.consent(3, royal, "withdrawal", house.at(50)),
        house.consent(4, royal, "withdrawal", house.at(50)),
    )
    house.tell(
        house.visit(2, royal, house.at(60), yes_ms=house.at(2)),
        house.click(1, house.at(61)),
        house.click(3, house.at(61), impression=new_ulid(1)),
    )


def test_a_rebuild_gives_the_same_spaces_figures_and_books(house: Any) -> None:
    live_a_while(house)
    house.catch_up()
    before, books, figures = contents(house), rows(_BOOKS), rows(_FIGURES)
    held = ("profiles", "clicked", "site_days", "exposures")
    assert all(before["pool", table] for table in held)
    assert all(before["ads", table] for table in ("audience", "caps", "counters"))
    assert all(books)
    assert all(figures)
    rebuild(house)
    assert contents(house) == before
    assert rows(_BOOKS) == books
    assert rows(_FIGURES) == figures


def test_a_rebuild_goes_on_with_the_sums_where_they_ended(house: Any) -> None:
    live_a_while(house)
    rebuild(house)
    before = rows((SharedDay,))
    # Cut off and begun again, it still knows.
    house.worker.stores.clear()
    rebuild(house)
    assert rows((SharedDay,)) == before
    house.tell(house.impression(1, house.at(70)))
    assert rows((SharedDay,)) != before


def test_a_rebuild_after_a_change_of_terms_judges_no_click_anew(house: Any) -> None:
    live_a_while(house)
    books = rows(_BOOKS)
    for agreement in house.world.agreements.values():
        agreement.fee_micros = 999
        agreement.window_days = 1
        agreement.save()
    rebuild(house)
    assert rows(_BOOKS) == books


def live_for_months(house: Any, days: Sequence[int]) -> None:
    """Old visits and recent ones, the window and the yes ending between them."""
    royal, eldorado = "royal", "eldorado"
    first = days[0]
    longest = house.at(days=first) - LIFETIME_MS + 96 * MS_A_DAY
    told = {
        first: [house.visit(n, royal, house.at(5, days=first)) for n in (1, 1, 2, 5)],
        first + 50: [
            house.visit(3, royal, house.at(5, days=first + 50), yes_ms=longest),
            house.visit(4, royal, house.at(5, days=first + 50), yes_ms=longest),
            house.visit(4, eldorado, house.at(5, days=first + 50)),
        ],
        # Out of the window; the first yes of the third and fourth person has ended.
        first + 97: [
            house.visit(1, royal, house.at(days=first + 97)),
            house.visit(2, eldorado, house.at(days=first + 97)),
            house.consent(3, royal, "yes", house.at(days=first + 97)),
            house.consent(4, eldorado, "withdrawal", house.at(days=first + 97)),
        ],
        first + 98: [house.visit(3, royal, house.at(days=first + 98))],
    }
    for day in days:
        house.pretend(house.at(3_600, days=day))
        house.write(*told.get(day, ()))
        house.worker.catch_up()


def test_a_rebuild_drops_on_the_way_what_the_days_dropped(house: Any) -> None:
    live_for_months(house, (-99, -98, -49, -48, *range(-4, 1)))
    before = contents(house)
    royal = Ulid(house.world.cinemas["royal"].id)
    for person in (1, 3):
        held = visits.decode(before["pool", "profiles"][house.sid(person)])
        assert [seen.count for seen in held.visits[royal].values()] == [1]
    rebuild(house)
    assert contents(house) == before


def journal_bytes(house: Any) -> bytes:
    folder = Path(house.settings.journal.removeprefix("file:"))
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def compact(house: Any) -> None:
    """As ``toile journal compact`` does; its process would read the stores only."""
    compact_pool(house.settings.journal, house.stores.pool)
    compact_ads(house.settings.journal, house.stores.ads)


def test_the_erased_are_in_no_file_of_the_journal(house: Any) -> None:
    live_a_while(house)
    held = journal_bytes(house)
    compact(house)
    left = journal_bytes(house)
    for person in (2, 4):
        assert house.stores.pool.get("exposures", house.sid(person)) is None
        for name in (house.sid(person), house.aid(person)):
            assert name not in left
            assert to_cookie(name).encode() not in left
            assert name.hex().encode() not in left
    for person in (1, 5):
        assert house.sid(person) in left
        assert house.aid(person) in left
    # One who withdrew at one site stays known at the other.
    assert house.sid(3) in left
    assert len(left) == len(held)


def test_a_rebuild_from_a_compacted_journal_changes_no_figure(house: Any) -> None:
    live_a_while(house)
    before, books, figures = contents(house), rows(_BOOKS), rows(_FIGURES)
    compact(house)
    rebuild(house)
    assert rows(_BOOKS) == books
    assert rows(_FIGURES) == figures
    assert contents(house) == before


def test_the_worker_itself_compacts_once_a_day(house: Any) -> None:
    house.write(house.visit(1, "royal", house.at()), house.click(1, house.at(9)))
    house.write(house.erasure(1, house.at(20)))
    assert house.sid(1) in journal_bytes(house)
    house.catch_up()
    assert house.sid(1) not in journal_bytes(house)
    assert house.aid(1) not in journal_bytes(house)


def test_what_is_older_than_thirteen_months_names_nobody(house: Any) -> None:
    old, young = house.at(days=-391), house.at(days=-389)
    house.write(
        house.consent(1, "royal", "yes", old),
        house.visit(1, "royal", old),
        house.impression(1, old),
        house.click(1, old),
        house.erasure(4, old),
        house.impression(2, young),
    )
    house.catch_up()
    books, figures = rows(_BOOKS), rows(_FIGURES)
    left = journal_bytes(house)
    for named in (house.sid(1), house.aid(1), house.sid(4)):
        assert named not in left
    assert house.aid(2) in left
    rebuild(house)
    assert (rows(_BOOKS), rows(_FIGURES)) == (books, figures)


def test_dead_letters_are_dropped_after_a_month(house: Any) -> None:
    house.write(house.visit(1, "royal", house.at()), house.click(1, house.at(9)))
    folder = Path(house.settings.journal.removeprefix("file:"))
    kept = [DeadLetters(folder / stream / DEAD_LETTERS) for stream in ("pool", "ads")]
    for letters in kept:
        letters.keep(DeadLetter("a", 1, "torn", b"old", house.at(days=-31)))
        letters.keep(DeadLetter("a", 2, "torn", b"young", house.at(days=-29)))
    house.catch_up()
    for letters in kept:
        assert [letter.payload for letter in letters.read()] == [b"young"]


def test_an_erased_id_in_torn_bytes_leaves_the_files_after_a_month(house: Any) -> None:
    torn = b"\xff" + frame(encode(house.visit(1, "royal", house.at())))[1:]
    folder = Path(house.settings.journal.removeprefix("file:")) / "pool"
    house.tell(house.visit(1, "royal", house.at()))
    segment = max(folder.glob("*.journal"))
    segment.write_bytes(segment.read_bytes() + torn)
    house.write(house.erasure(1, house.at(1)), edge="edge-1")
    (folder / Segment("edge-0", 99).name).write_bytes(MAGIC)
    house.catch_up()
    assert house.sid(1) in journal_bytes(house)
    house.pretend(house.at(days=31))
    house.catch_up()
    assert house.sid(1) not in journal_bytes(house)


def test_whom_to_forget_is_forgotten_when_no_yes_could_be_shown(house: Any) -> None:
    house.tell(
        house.erasure(1, house.at(days=-181)),
        house.erasure(2, house.at(days=-179)),
        house.visit(3, "royal", house.at(days=-182)),
        house.visit(3, "eldorado", house.at(days=-10)),
        house.consent(3, "royal", "withdrawal", house.at(days=-181)),
    )
    before = contents(house)
    assert set(before["pool", "forgotten"]) == {house.sid(2)}
    assert set(before["ads", "forgotten"]) == {house.aid(2)}
