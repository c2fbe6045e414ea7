"""The trail and the ledger cannot be rewritten unseen, not even by raw SQL."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from clock import NOON
from toile.portal.audit.models import AuditEntry
from toile.portal.audit.selectors import first_broken
from toile.portal.audit.services import record
from toile.portal.payouts.models import Balance, Entry, Posting
from toile.portal.payouts.movements import owed_micros
from toile.portal.payouts.services import post, trial_balance


def click(key: str, cinema: str) -> bool:
    entries = [("distributor_receivable:x", 400), (f"cinema_payable:{cinema}", -400)]
    return post(key, NOON, "click", "", entries)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET action = 'forged'",
        "DELETE FROM audit_auditentry",
        "UPDATE payouts_posting SET memo = 'forged'",
        "DELETE FROM payouts_posting",
        "UPDATE payouts_entry SET amount_micros = 1",
        "DELETE FROM payouts_entry",
        "INSERT INTO payouts_posting SELECT id, at, kind, 'x', 1 FROM payouts_posting "
        "WHERE true ON CONFLICT (id) DO UPDATE SET memo = 'forged'",
    ],
)
def test_the_database_refuses(world: Any, statement: str) -> None:
    click("01A", world.royal.id)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert first_broken() is None
    assert trial_balance() == []


def test_a_posting_is_booked_once(world: Any) -> None:
    assert click("01A", world.royal.id) is True
    assert click("01A", world.royal.id) is False
    assert click("01B", world.royal.id) is True
    assert owed_micros(world.royal) == 800
    assert Entry.objects.count() == 4
    assert trial_balance() == []


@pytest.mark.parametrize("amounts", [(400, -399), (0,), ()])
def test_what_does_not_sum_to_zero_is_not_booked(db: None, amounts: Any) -> None:
    entries = [(f"bank:{place}", amount) for place, amount in enumerate(amounts)]
    with pytest.raises(ValueError, match="sum to"):
        post("01A", NOON, "click", "", entries)
    assert not Posting.objects.exists()


def test_the_trial_balance_finds_what_does_not_add_up(world: Any) -> None:
    click("01A", world.royal.id)
    Balance.objects.filter(account__kind="cinema_payable").update(amount_micros=-1)
    found = {fault.subject: fault for fault in trial_balance()}
    assert set(found) == {f"account cinema_payable:{world.royal.id}"}
    assert found[f"account cinema_payable:{world.royal.id}"].expected_micros == -400


def test_an_entry_slipped_into_the_chain_is_found(world: Any) -> None:
    assert first_broken() is None
    last = AuditEntry.objects.order_by("-id")[0]
    forged = AuditEntry.objects.create(
        at=NOON,
        action="approval.approved",
        subject_kind="film",
        subject_id="x",
        previous_hash=last.hash,
        hash="0" * 63 + "1",
    )
    record("film.added", "film", "y")
    assert first_broken() == forged


def test_the_chain_cannot_fork(world: Any) -> None:
    first = AuditEntry.objects.order_by("id")[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.create(
            at=NOON,
            action="x",
            subject_kind="x",
            subject_id="x",
            previous_hash=first.previous_hash,
            hash="f" * 64,
        )
