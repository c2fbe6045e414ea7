"""On PostgreSQL books cost what is asked of them, however long they are.

``test_postgresql`` runs this: SQLite looks keys up one by one whatever is asked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clock import NOON
from statements_stage import MONTH, close, noon_of
from toile.ledger.entries import Posting, click_posting
from toile.portal.bulk import insert, known
from toile.portal.payouts.models import Account
from toile.portal.payouts.services import post_all
from toile.portal.statements.services import draw_up
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

# As many keys of as many rows: what a planner left alone reads the whole table for.
ROWS = 20_000
LEDGER = ("account", "entry", "posting")


@contextmanager
def reading(*tables: str) -> Iterator[dict[str, int]]:
    """Tell how many rows the block reads of tables from their first to their last."""
    before, found = read_through(tables), dict[str, int]()
    yield found
    after = read_through(tables)
    found.update({name: after[name] - before[name] for name in tables})


def read_through(tables: tuple[str, ...]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, seq_tup_read FROM pg_stat_xact_user_tables "
            "WHERE relname = ANY(%s)",
            [list(tables)],
        )
        return dict(cursor.fetchall())


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def clicks(world: Any, count: int, first: int) -> list[Posting]:
    fees = {Ulid(world.royal.id): Money(200), Ulid(world.eldorado.id): Money(200)}
    return [
        click_posting(new_ulid(at), at, Ulid(world.campaign.id), fees)
        for at in range(first, first + count)
    ]


@pytest.mark.django_db
def test_known_keys_are_looked_up_one_by_one() -> None:
    keys = [f"{at:026}" for at in range(ROWS)]
    insert(Account, ("id", "code", "kind"), [(key, key, "x") for key in keys])
    analyze()
    with reading("payouts_account") as read:
        assert len(known(Account, keys)) == ROWS
    assert read == {"payouts_account": 0}


def test_posting_reads_nothing_but_what_it_posts(world: Any) -> None:
    postings = clicks(world, ROWS, from_datetime(NOON))
    post_all(postings[: ROWS // 2])
    analyze()
    with reading("payouts_entry", "payouts_posting") as read:
        assert post_all(postings) == ROWS - ROWS // 2
    assert read == {"payouts_entry": 0, "payouts_posting": 0}


def test_books_just_put_back_are_looked_at_before_statements_read_them(
    world: Any,
) -> None:
    """Planned blindly, statements of 60,000 clicks were not drawn in nine minutes."""
    post_all(clicks(world, 10, from_datetime(noon_of(MONTH, 9))))
    close(MONTH)
    with CaptureQueriesContext(connection) as captured:
        assert draw_up(MONTH).statements == 2
    asked = [query["sql"] for query in captured]
    looked = [at for at, sql in enumerate(asked) if sql.startswith("ANALYZE")]
    read = [at for at, sql in enumerate(asked) if 'FROM "payouts_entry"' in sql]
    assert looked[0] < read[0]
    assert all(f'"payouts_{one}"' in asked[looked[0]] for one in LEDGER)


@pytest.mark.django_db
def test_keys_of_the_ledger_are_compared_by_bytes() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT attrelid::regclass || '.' || attname, collname
            FROM pg_attribute JOIN pg_collation ON pg_collation.oid = attcollation
            WHERE attname IN ('id', 'account_id', 'posting_id') AND attrelid IN (
                'payouts_account'::regclass, 'payouts_balance'::regclass,
                'payouts_posting'::regclass, 'payouts_entry'::regclass
            )
            """
        )
        found = dict(cursor.fetchall())
    assert found == dict.fromkeys(
        (
            "payouts_account.id",
            "payouts_balance.account_id",
            "payouts_posting.id",
            "payouts_entry.account_id",
            "payouts_entry.posting_id",
        ),
        "C",
    )
