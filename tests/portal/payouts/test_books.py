"""The books: sealed, chained, held, closed; also by raw SQL, on both databases."""

import datetime
from collections import Counter
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clock import NOON, TODAY
from toile.ledger.chart import CINEMA_PAYABLE, CINEMA_PENDING
from toile.ledger.entries import Entry as Side
from toile.ledger.entries import Posting as Written
from toile.ledger.entries import click_posting
from toile.portal.payouts.models import Balance, Entry, Link, Posting
from toile.portal.payouts.services import (
    HOLD_DAYS,
    NotYetError,
    close_month,
    follow,
    kept_balance,
    post_all,
    release,
    take_out,
    trial_balance,
)
from toile.portal.payouts.services.posting import accounts_of
from toile.wire.calendar import midnight
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

DAY = datetime.timedelta(days=1)
FEE = Money(400)


def clicked(world: Any, days_ago: int = 0, cinemas: int = 1) -> Written:
    """A click of so many days ago, shared by one or two cinemas."""
    at_ms = from_datetime(NOON - days_ago * DAY)
    names = [Ulid(world.royal.id), Ulid(world.eldorado.id)][:cinemas]
    shares = {name: Money(FEE // cinemas) for name in names}
    return click_posting(new_ulid(at_ms), at_ms, Ulid(world.campaign.id), shares)


def sums(kind: str) -> Counter[str]:
    """What is owed by accounts of a kind, by cinema."""
    rows = Balance.objects.filter(account__kind=kind)
    return Counter(
        {
            cinema: -amount
            for cinema, amount in rows.values_list("account__cinema", "amount_micros")
            if amount
        }
    )


def raw(*statements: str) -> None:
    """Run SQL in one transaction; constraints that wait for its end are asked now."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        connection.check_constraints()
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def entry(posting: str, account: str, amount: int, position: int) -> str:
    return (
        "INSERT INTO payouts_entry (posting_id, account_id, amount_micros, position) "
        f"VALUES ('{posting}', '{account}', {amount}, {position})"
    )


def posting(key: str, at: str = "2030-01-01 00:00:00+00:00") -> str:
    return (
        "INSERT INTO payouts_posting (id, at, kind, memo) "
        f"VALUES ('{key}', '{at}', 'click', '')"
    )


@pytest.fixture
def accounts(db: None) -> tuple[str, str]:
    found = accounts_of(["bank", "rounding"])
    return found["bank"], found["rounding"]


def test_raw_sql_may_write_what_adds_up(accounts: tuple[str, str]) -> None:
    bank, rounding = accounts
    raw(entry("A", bank, 5, 0), entry("A", rounding, -5, 1), posting("A"))
    assert Posting.objects.get().entries.count() == 2


@pytest.mark.parametrize(
    "sides",
    [((5, 0), (-4, 1)), ((0, 0),), (), ((5, 0), (-5, 1), (1, 2))],
    ids=["one short", "one side", "none", "one over"],
)
def test_raw_sql_cannot_write_what_does_not(
    accounts: tuple[str, str], sides: tuple[tuple[int, int], ...]
) -> None:
    rows = [entry("A", accounts[0], amount, place) for amount, place in sides]
    with pytest.raises(DatabaseError, match="sum to zero"):
        raw(*rows, posting("A"))
    assert not Posting.objects.exists()
    assert not Entry.objects.exists()


def test_raw_sql_cannot_add_to_a_sealed_posting(accounts: tuple[str, str]) -> None:
    bank, rounding = accounts
    raw(entry("A", bank, 5, 0), entry("A", rounding, -5, 1), posting("A"))
    with pytest.raises(DatabaseError, match=r"sealed|sum to zero"):
        raw(entry("A", bank, 7, 2), entry("A", rounding, -7, 3))
    assert Entry.objects.count() == 2


def test_raw_sql_cannot_leave_entries_without_their_posting(
    accounts: tuple[str, str],
) -> None:
    bank, rounding = accounts
    with pytest.raises(IntegrityError):
        raw(entry("A", bank, 5, 0), entry("A", rounding, -5, 1))
    assert not Entry.objects.exists()


def test_what_a_savepoint_takes_back_is_neither_waited_for_nor_there(
    accounts: tuple[str, str],
) -> None:
    bank, rounding = accounts
    sides = entry("A", bank, 5, 0), entry("A", rounding, -5, 1)
    back = "ROLLBACK TO SAVEPOINT once"
    with pytest.raises(IntegrityError):
        raw(*sides, "SAVEPOINT once", posting("A"), back)
    assert not Entry.objects.exists()
    raw("SAVEPOINT once", *sides, back)
    raw("SAVEPOINT once", *sides, back, *sides, posting("A"))
    assert Entry.objects.filter(posting="A").count() == 2


def test_raw_sql_cannot_take_an_account_from_its_entries(
    accounts: tuple[str, str],
) -> None:
    bank, rounding = accounts
    with pytest.raises(IntegrityError):
        raw(entry("A", bank, 5, 0), entry("A", "nobody", -5, 1), posting("A"))
    raw(entry("A", bank, 5, 0), entry("A", rounding, -5, 1), posting("A"))
    for deed in ("DELETE FROM", "UPDATE"):
        change = " SET id = 'x'" if deed == "UPDATE" else ""
        with pytest.raises(IntegrityError):
            raw(
                f"DELETE FROM payouts_balance WHERE account_id = '{bank}'",
                f"{deed} payouts_account{change} WHERE id = '{bank}'",
            )
    assert Balance.objects.filter(account=bank).exists()


def test_entries_are_counted_from_zero_or_never_sealed(
    accounts: tuple[str, str],
) -> None:
    bank, rounding = accounts
    with pytest.raises(DatabaseError):
        raw(entry("A", bank, 5, 1), entry("A", rounding, -5, 2))
    assert not Entry.objects.exists()


def test_of_many_postings_one_that_does_not_add_up_stops_all(world: Any) -> None:
    wrong = Written(Ulid("B"), 0, "click", "", (Side("bank", Money(1)),))
    with pytest.raises(ValueError, match="B"):
        post_all([clicked(world), wrong])
    assert not Posting.objects.exists()
    assert not Link.objects.exists()


def test_what_is_written_twice_is_written_once(world: Any) -> None:
    one, two = clicked(world), clicked(world, cinemas=2)
    assert post_all([one, one]) == 1
    assert post_all([one, two]) == 1
    assert post_all([one, two]) == 0
    assert Link.objects.count() == 2
    assert sum(sums(CINEMA_PENDING).values()) == 800
    assert trial_balance() == []
    assert sum(kept_balance().values()) == 0


def test_the_chain_is_followed_to_its_end(world: Any) -> None:
    for _ in range(3):
        post_all([clicked(world, cinemas=2), clicked(world)])
    found = follow()
    assert (found.links, found.postings, found.broken) == (3, 6, None)
    assert found.last_hash == Link.objects.first().hash  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE payouts_posting SET memo = 'x' WHERE link = 2",
        "UPDATE payouts_entry SET amount_micros = amount_micros * 2 "
        "WHERE posting_id IN (SELECT id FROM payouts_posting WHERE link = 2)",
        "UPDATE payouts_posting SET link = 3 WHERE link = 2",
        "UPDATE payouts_link SET previous_hash = 'x' WHERE number = 2",
    ],
)
def test_who_takes_the_triggers_away_still_breaks_the_chain(
    world: Any, forged: str
) -> None:
    for _ in range(3):
        post_all([clicked(world, cinemas=2)])
    with connection.cursor() as cursor:
        for table in ("posting", "entry", "link"):
            name = f"payouts_{table}"
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {name}_no_update")
            else:
                cursor.execute(f"DROP TRIGGER {name}_append_only ON {name}")
        cursor.execute(forged)
    assert follow().broken == 2


def test_a_click_waits_for_its_hold_and_is_released_once(world: Any) -> None:
    post_all([clicked(world, days) for days in range(HOLD_DAYS + 2)])
    released = 400
    assert release(TODAY) == 1
    assert sums(CINEMA_PAYABLE) == {world.royal.id: released}
    assert sums(CINEMA_PENDING) == {world.royal.id: 400 * (HOLD_DAYS + 1)}
    assert release(TODAY) == 0
    assert release(TODAY + DAY) == 1
    assert sums(CINEMA_PAYABLE) == {world.royal.id: 2 * released}
    assert trial_balance() == []


def test_a_click_that_comes_late_is_released_the_next_time(world: Any) -> None:
    post_all([clicked(world, 9)])
    release(TODAY)
    post_all([clicked(world, 8)])
    assert release(TODAY) == 1
    assert sums(CINEMA_PAYABLE) == {world.royal.id: 800}


def test_invalid_traffic_is_taken_out_before_and_after_its_release(world: Any) -> None:
    old, young = clicked(world, 9), clicked(world, 1, cinemas=2)
    post_all([old, young])
    release(TODAY)
    assert take_out([old.id, young.id, "never billed"], "bot", NOON) == 2
    assert take_out([old.id, young.id], "bot", NOON) == 0
    assert sums(CINEMA_PENDING) == {}
    assert sums(CINEMA_PAYABLE) == {}
    # Nothing of what was taken out comes back with a later release.
    for days in range(8):
        release(TODAY + days * DAY)
        assert sums(CINEMA_PENDING) == {}
        assert sums(CINEMA_PAYABLE) == {}
    assert trial_balance() == []


def last_month() -> datetime.date:
    return (TODAY.replace(day=1) - DAY).replace(day=1)


def test_a_month_is_closed_once_and_takes_nothing_more(world: Any) -> None:
    month = last_month()
    end = midnight(TODAY.replace(day=1))
    late_ms = from_datetime(end) - 1
    with pytest.raises(NotYetError, match="à partir du"):
        close_month(month, TODAY.replace(day=HOLD_DAYS), None)
    closed = close_month(month, TODAY.replace(day=28), None)
    assert close_month(month, TODAY.replace(day=28), None) == closed
    with pytest.raises(NotYetError, match="est clos"):
        close_month(month - 5 * DAY, TODAY.replace(day=28), None)
    shares = {Ulid(world.royal.id): FEE}
    late = click_posting(new_ulid(late_ms), late_ms, Ulid(world.campaign.id), shares)
    post_all([late])
    assert Posting.objects.get(id=late.id).at == end
    bank, rounding = accounts_of(["bank", "rounding"]).values()
    with pytest.raises(DatabaseError, match="closed"):
        raw(
            entry("A", bank, 5, 0),
            entry("A", rounding, -5, 1),
            posting("A", (end - DAY).astimezone(datetime.UTC).isoformat(" ")),
        )
    assert follow().broken is None
    assert trial_balance() == []


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("click"), st.integers(0, 12), st.integers(1, 2)),
        st.tuples(st.just("again"), st.integers(0, 40), st.just(0)),
        st.tuples(st.just("release"), st.integers(-3, 6), st.just(0)),
        st.tuples(st.just("take out"), st.integers(0, 40), st.just(0)),
    ),
    max_size=14,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(DEEDS)
def test_whatever_happens_in_whatever_order_the_books_add_up(
    world: Any, deeds: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        clicks: list[Written] = []
        out: set[str] = set()
        for deed, number, cinemas in deeds:
            if deed == "click":
                clicks.append(clicked(world, number, cinemas))
                post_all(clicks[-1:])
            elif deed == "again" and clicks:
                assert post_all([clicks[number % len(clicks)]]) == 0
            elif deed == "release":
                release(TODAY + number * DAY)
            elif deed == "take out" and clicks:
                click = clicks[number % len(clicks)]
                assert take_out([click.id], "bot", NOON) == (click.id not in out)
                out.add(click.id)
            assert sum(kept_balance().values()) == 0
        release(TODAY + 30 * DAY)
        owed: Counter[str] = Counter()
        for click in clicks:
            if click.id not in out:
                for side in click.entries[1:]:
                    owed[side.account.partition(":")[2]] -= side.amount
        assert not sums(CINEMA_PENDING)
        assert sums(CINEMA_PAYABLE) == owed
        assert trial_balance() == []
        assert follow().broken is None
        transaction.set_rollback(True)
