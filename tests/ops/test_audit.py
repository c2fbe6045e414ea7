"""``toile audit verify``: a change, a cut and a rewriting of either chain is seen."""

import datetime
from pathlib import Path

import pytest
from django.db import connection
from typer.testing import CliRunner, Result

from toile.ops.cli import app
from toile.portal.accounts import services as accounts
from toile.portal.accounts.models import User
from toile.portal.audit.chain import check_on
from toile.portal.audit.models import AuditEntry
from toile.portal.audit.services import record
from toile.portal.payouts.models import ClosedPeriod, Link
from toile.portal.payouts.services import post

LAST_OF_NOVEMBER = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)


@pytest.fixture
def auditor(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> User:
    """An installation with three deeds and two links of one posting each."""
    monkeypatch.setenv("TOILE_DATA", str(tmp_path))
    for name in ("film.added", "film.changed", "rules.written"):
        record(name, "film", "x")
    for key in ("01A", "01B"):
        entries = [("bank:toile", 400), ("distributor_receivable:x", -400)]
        assert post(key, LAST_OF_NOVEMBER, "receipt", "", entries)
    return accounts.add_person("dpo@toile.test", "The union's officer")


def verify(*given: str) -> Result:
    return CliRunner().invoke(app, ["audit", "verify", *given])


def by_force(table: str, statement: str) -> None:
    """Do what only the owner of the database can: take the triggers away first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
            [table],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement)


def test_whole_chains_tell_the_hash_to_write_down(auditor: User) -> None:
    told = verify()
    assert told.exit_code == 0, told.output
    entries = AuditEntry.objects.count()
    head = AuditEntry.objects.latest("id").hash
    assert f"trail: {entries} entries, all in their place; the last hash is {head}" in (
        told.output
    )
    link = Link.objects.latest("number").hash
    assert (
        f"ledger: 2 links, 2 postings, all in their place; the last hash is {link}"
        in (told.output)
    )
    assert verify("--trail-hash", head, "--ledger-hash", link).exit_code == 0


def test_a_changed_entry_is_named(auditor: User) -> None:
    second = AuditEntry.objects.order_by("id")[1]
    by_force(
        "audit_auditentry",
        f"UPDATE audit_auditentry SET action = 'forged' WHERE id = {second.pk}",
    )
    told = verify()
    assert told.exit_code == 1
    assert f"WRONG trail: entry {second.pk} does not follow" in told.output
    assert "ok    ledger" in told.output


def test_an_end_cut_off_is_seen_by_an_earlier_check(auditor: User) -> None:
    check_on(auditor)
    last = AuditEntry.objects.latest("id")
    by_force("audit_auditentry", f"DELETE FROM audit_auditentry WHERE id = {last.pk}")
    told = verify()
    assert told.exit_code == 1
    assert f"saw an entry {last.pk} that is no longer there" in told.output


def test_an_end_cut_off_is_seen_by_a_hash_noted_outside(auditor: User) -> None:
    last = AuditEntry.objects.latest("id")
    by_force("audit_auditentry", f"DELETE FROM audit_auditentry WHERE id = {last.pk}")
    assert verify().exit_code == 0
    told = verify("--trail-hash", last.hash)
    assert told.exit_code == 1
    assert last.hash in told.output


def test_a_changed_amount_is_named(auditor: User) -> None:
    by_force(
        "payouts_entry", "UPDATE payouts_entry SET amount_micros = 2 * amount_micros"
    )
    told = verify()
    assert told.exit_code == 1
    assert "WRONG ledger: link 1 does not follow from what it seals" in told.output
    assert "ok    trail" in told.output


def test_a_ledger_shorter_than_a_closed_month_is_seen(auditor: User) -> None:
    ClosedPeriod.objects.create(
        month=datetime.date(2026, 10, 1),
        ends_at=LAST_OF_NOVEMBER,
        closed_at=LAST_OF_NOVEMBER,
        last_link=7,
    )
    told = verify()
    assert told.exit_code == 1
    assert "2026-10 was closed at link 7, and there are only 2" in told.output
