"""The union's view of all balances: who is paid next, who soon, what wants a look."""

import datetime
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from clock import NOON, TODAY
from toile.ledger.anomalies import Anomaly
from toile.ledger.bank_answers import Outcome
from toile.ledger.entries import CLICK
from toile.portal.earnings.members import Member, overview
from toile.portal.payouts.models import Posting
from toile.portal.payouts.services import take_out
from toile.portal.transfers import services
from toile.portal.transfers.models import Run
from transfers_stage import owe

SignIn = Callable[[str], Client]


def row_of(cinema: Any) -> Member:
    (row,) = [row for row in overview(TODAY).rows if row.cinema == cinema]
    return row


def test_the_next_run_is_what_a_run_would_propose(members: Any, payer: Any) -> None:
    found = overview(TODAY)
    assert (found.next_run_cinemas, found.next_run_micros) == (2, 70_000_000)
    run = services.propose("0" * 26, members.people.users["scare"], TODAY)
    proposed = sum(one.amount_micros for one in run.transfers.all())
    assert proposed == found.next_run_micros
    assert payer is not None


def test_who_is_below_the_threshold_is_told_until_when(world: Any) -> None:
    owe(world, world.royal, 20_000_000)
    found = overview(TODAY)
    assert (found.below, found.next_run_cinemas) == (1, 0)
    royal = row_of(world.royal)
    # 20 EUR in ninety days: the missing 5 take 22.5.
    assert royal.reached_on == TODAY + datetime.timedelta(days=23)
    assert found.soon == (royal,)


def test_a_failed_transfer_and_a_negative_balance_want_a_look(
    at_the_bank: Run, world: Any, sign_in: SignIn
) -> None:
    transfer = at_the_bank.transfers.get(cinema=world.royal)
    users = world.people.users
    services.settle_by_hand(transfer.id, Outcome.REJECTED, users["scare"], "AC04")
    assert row_of(world.royal).anomalies == (Anomaly.UNPAID,)
    assert row_of(world.eldorado).anomalies == ()
    answer = sign_in("scare").get(reverse("earnings:members"))
    assert "dernier virement non abouti" in answer.content.decode()


def test_what_was_taken_out_after_its_payment_is_seen(
    at_the_bank: Run, world: Any
) -> None:
    transfer = at_the_bank.transfers.get(cinema=world.royal)
    users = world.people.users
    services.settle_by_hand(transfer.id, Outcome.EXECUTED, users["scare"], "")
    assert row_of(world.royal).anomalies == ()
    rows = Posting.objects.filter(kind=CLICK, entries__account__cinema=world.royal)
    take_out(rows.values_list("id", flat=True), "burst", NOON)
    royal = row_of(world.royal)
    assert royal.standing.owed_micros == -30_000_000
    assert royal.anomalies == (Anomaly.OWES, Anomaly.REVERSED)


def test_the_page_asks_the_same_however_many_there_are(
    members: Any, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in("scare")
    with django_assert_max_num_queries(30):
        answer = client.get(reverse("earnings:members") + "?export=csv")
    assert str(members.royal) in answer.content.decode()
