"""Whenever a step is cut off, it is whole or undone; taken again, nobody is paid twice.

Each step is run until it succeeds, cut off one write later each time.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from bank_files import entry, statement
from clock import TODAY
from toile.ledger.bank_answers import Outcome
from toile.portal.audit.models import AuditEntry
from toile.portal.keys import new_key
from toile.portal.mail.models import Mail
from toile.portal.payouts.models import Posting
from toile.portal.payouts.services import kept_balance, trial_balance
from toile.portal.transfers import services
from toile.portal.transfers.models import BankAnswer, Run, RunApproval, Transfer
from transfers_stage import bank_balance, payable

_WRITES = ("INSERT", "UPDATE", "DELETE")
_KEPT = (Run, RunApproval, Transfer, BankAnswer, Posting, Mail, AuditEntry)


class KilledError(Exception):
    """The process is gone."""


class Killer:
    """Lets so many writes through, then kills."""

    def __init__(self, writes: int) -> None:
        self.left = writes

    def __call__(self, execute: Any, sql: str, *given: Any) -> Any:
        if sql.lstrip().upper().startswith(_WRITES):
            if self.left == 0:
                raise KilledError(sql)
            self.left -= 1
        return execute(sql, *given)


def kept() -> list[Any]:
    """All rows that a step could leave half written."""
    return [sorted(map(repr, model.objects.values())) for model in _KEPT]


def until_done(step: Callable[[], object]) -> int:
    """Take a step, killed before each of its writes in turn; tell how many it has."""
    for writes in range(200):
        before = kept()
        try:
            with transaction.atomic(), connection.execute_wrapper(Killer(writes)):
                step()
        except KilledError:
            assert kept() == before
            assert trial_balance() == []
            assert sum(kept_balance().values()) == 0
        else:
            return writes
    pytest.fail("it never ends")


def test_no_kill_pays_twice_or_loses_anything(members: Any, payer: Any) -> None:
    users = members.people.users
    key = new_key()
    assert until_done(lambda: services.propose(key, users["scare"], TODAY)) > 2
    until_done(lambda: services.check_again(key, users["scare"], TODAY))
    until_done(lambda: services.approve(key, users["scare"], TODAY))
    assert until_done(lambda: services.approve(key, users["scare_editor"], TODAY)) > 2
    until_done(lambda: services.hand_over(key, users["scare"]))
    rows = {row.cinema_id: row for row in Transfer.objects.all()}
    royal, eldorado = rows[members.royal.id], rows[members.eldorado.id]
    file = statement(
        entry(royal.reference, "30.00"), entry(eldorado.reference, "40.00")
    )
    take = lambda given: until_done(  # noqa: E731 - the same step with two files
        lambda: services.take_answer(given, "a.xml", users["scare"])
    )
    assert take(file) > 8
    assert take(file) == 0
    back = statement(entry(royal.reference, "30.00", "CRDT", reason="AC04"))
    assert take(back) > 4
    until_done(
        lambda: services.settle_by_hand(royal.id, Outcome.EXECUTED, users["scare"])
    )
    assert payable(members.royal) == 30_001_234
    assert payable(members.eldorado) == 0
    assert bank_balance() == -40_000_000
    assert Posting.objects.filter(kind="payout").count() == 2
    assert Mail.objects.filter(template="transfers/paid").count() == 2
    assert Run.objects.get().state == Run.State.DONE


def test_a_run_given_up_is_given_up_whole(members: Any, payer: Any) -> None:
    users = members.people.users
    run = services.propose(new_key(), users["scare"], TODAY)
    row = run.transfers.first()
    assert row is not None
    until_done(lambda: services.withdraw(row.id, users["scare"]))
    until_done(lambda: services.cancel(run.id, users["scare"]))
    assert not Transfer.objects.filter(state=Transfer.State.RESERVED).exists()
