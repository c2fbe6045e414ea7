"""Numbers of a cinema's series follow each other; no row ever changes. Also by raw SQL.

``test_postgresql`` runs this on PostgreSQL too.
"""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invoices_stage import paid
from toile.portal.invoices import services
from toile.portal.invoices.models import Invoice

COPY = ", ".join(
    field.column
    for field in Invoice._meta.concrete_fields
    if field.column not in ("id", "number", "sequence", "corrects_id", "kind")
)


def slip_in(found: Invoice, sequence: int, columns: str = COPY) -> None:
    """Write a credit note of another number past the program."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO invoices_invoice (id, number, sequence, corrects_id, kind, "
            f"{COPY}) SELECT %s, %s, %s, id, '261', {columns} FROM invoices_invoice "
            "WHERE id = %s",
            [f"forged-{sequence}", f"forged-{sequence}", sequence, found.id],
        )


@pytest.mark.parametrize("sequence", [0, 1, 3, 99])
def test_the_database_takes_the_next_number_alone(world: Any, sequence: int) -> None:
    found = paid(world)
    with pytest.raises(DatabaseError):
        slip_in(found, sequence)
    slip_in(found, 2)
    assert Invoice.objects.count() == 2


def test_the_database_takes_no_day_before_the_last(world: Any) -> None:
    found = paid(world)
    with pytest.raises(DatabaseError, match="the next of its series"):
        slip_in(found, 2, COPY.replace("issued_on", "'2020-01-01'"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE invoices_invoice SET net_cents = 1",
        "DELETE FROM invoices_invoice",
        "UPDATE invoices_series SET code = 'x'",
        "DELETE FROM invoices_mandate",
        "UPDATE invoices_mandate SET signer_name = 'x'",
        "UPDATE invoices_invoicepaper SET sha256 = 'x'",
        "DELETE FROM invoices_contest",
    ],
)
def test_nothing_issued_ever_changes(world: Any, statement: str) -> None:
    found = paid(world)
    services.keep_paper(found)
    services.contest(found, "montant", world.people.users["royal"])
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_number_that_was_not_kept_is_given_again(world: Any) -> None:
    found = paid(world)
    by = world.people.users["scare"]
    with transaction.atomic():
        assert services.credit(found, "x", by).sequence == 2
        transaction.set_rollback(True)
    assert services.credit(found, "x", by).number.endswith("-0002")


DEEDS = st.lists(
    st.tuples(st.sampled_from(["credit", "issue", "reissue"]), st.booleans()),
    max_size=7,
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(DEEDS)
def test_whatever_is_done_and_undone_leaves_no_gap(
    world: Any, deeds: list[tuple[str, bool]]
) -> None:
    by = world.people.users["scare"]
    with transaction.atomic():
        first = paid(world)
        for deed, is_cut_off in deeds:
            with transaction.atomic():
                _do(deed, first.transfer, by)
                if is_cut_off:
                    transaction.set_rollback(True)
        rows = list(Invoice.objects.order_by("sequence"))
        assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
        assert len({row.number for row in rows}) == len(rows)
        standing = [
            row for row in rows if row.kind == "389" and not rows_correct(rows, row)
        ]
        assert len(standing) <= 1
        transaction.set_rollback(True)


def rows_correct(rows: list[Invoice], of: Invoice) -> bool:
    return any(row.corrects_id == of.id for row in rows)


def _do(deed: str, transfer: Any, by: Any) -> None:
    standing = transfer.invoices.filter(kind="389", credit_note__isnull=True).first()
    if deed == "issue":
        services.issue(transfer)
    elif standing is not None and deed == "credit":
        services.credit(standing, "x", by)
    elif standing is not None:
        services.reissue(standing, "x", by)


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="lets in one writer at a time"
)
def test_the_series_is_held_before_its_last_number_is_read(world: Any) -> None:
    found = paid(world)
    with CaptureQueriesContext(connection) as captured:
        services.credit(found, "x", world.people.users["scare"])
    asked = [query["sql"] for query in captured]
    held = next(
        place
        for place, sql in enumerate(asked)
        if "invoices_series" in sql and sql.endswith("FOR UPDATE")
    )
    assert not any("invoices_invoice" in sql for sql in asked[:held])
    assert any(sql.startswith("INSERT") for sql in asked[held:])
