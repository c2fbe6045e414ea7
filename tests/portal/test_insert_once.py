"""SQLite's INSERT OR REPLACE deletes without a delete trigger; it is refused too."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from toile.portal.audit.models import AuditEntry
from toile.portal.audit.selectors import first_broken
from toile.portal.payouts.models import Entry, Posting
from toile.portal.payouts.services import post, trial_balance
from toile.wire.clock import to_datetime

AUDIT = "at, action, subject_kind, subject_id, details, previous_hash, hash"
FORGED = AUDIT.replace("action", "'forged'")
TRAIL = f"INTO audit_auditentry (id, {AUDIT})"
ENTRIES = "INTO payouts_entry (id, posting_id, account_id, amount_micros, position)"


@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"])
@pytest.mark.parametrize(
    "rest",
    [
        f"{TRAIL} SELECT id, {FORGED} FROM audit_auditentry",
        f"{TRAIL} SELECT id + 99, {AUDIT} FROM audit_auditentry WHERE id = 1",
        "INTO payouts_posting SELECT id, at, kind, 'forged', 1 FROM payouts_posting",
        f"{ENTRIES} SELECT id, posting_id, account_id, 7, position FROM payouts_entry",
        f"{ENTRIES} SELECT id + 99, posting_id, account_id, 7, position "
        "FROM payouts_entry",
    ],
)
def test_nothing_that_is_there_is_replaced(world: Any, verb: str, rest: str) -> None:
    entries = [("bank", 400), (f"cinema_payable:{world.royal.id}", -400)]
    post("01A", to_datetime(0), "click", "", entries)
    before = [list(m.objects.values_list()) for m in (AuditEntry, Posting, Entry)]
    with (
        pytest.raises(DatabaseError, match=r"append-only|sealed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{verb} {rest}")
    assert before == [
        list(m.objects.values_list()) for m in (AuditEntry, Posting, Entry)
    ]
    assert first_broken() is None
    assert trial_balance() == []
