"""From the balance to the bank: who is proposed, checked, approved by two, filed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from clock import TODAY
from toile.ledger.sepa import fingerprint
from toile.ledger.vat import SellerRefusal
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import LegalIdentity
from toile.portal.audit.models import AuditEntry
from toile.portal.invoices import services as mandates
from toile.portal.keys import new_key
from toile.portal.payouts.bank import bank_account, change_bank_account
from toile.portal.payouts.models import BankAccount
from toile.portal.payouts.services import take_out, trial_balance
from toile.portal.transfers import services
from toile.portal.transfers.models import Run, Transfer
from toile.portal.transfers.refusals import (
    RefusedError,
    TransferRefusal,
    remedy_of,
    words_of,
)
from transfers_stage import IBANS, details, identify, owe, payable

State = Transfer.State


def states(run: Run) -> dict[str, str]:
    rows = run.transfers.select_related("cinema")
    return {row.cinema.name: row.state for row in rows}


def refusals(run: Run, cinema: Any) -> list[str]:
    return list(run.transfers.get(cinema=cinema).refusals)


def test_whole_cents_are_proposed_and_the_rest_stays(proposed: Run) -> None:
    paid = dict(proposed.transfers.values_list("cinema__name", "amount_micros"))
    assert paid == {"Le Royal": 30_000_000, "Eldorado": 40_000_000}
    assert states(proposed) == {"Le Royal": "reserved", "Eldorado": "reserved"}


def test_who_is_below_the_threshold_of_its_agreement_waits(members: Any) -> None:
    members.agreement.threshold_micros = 30_010_000
    members.agreement.save()
    run = services.propose(new_key(), members.people.users["scare"], TODAY)
    assert states(run) == {"Eldorado": "reserved"}


def test_nobody_to_pay_is_said(world: Any) -> None:
    with pytest.raises(RefusedError, match="seuil"):
        services.propose(new_key(), world.people.users["scare"], TODAY)
    assert not Run.objects.exists()


def test_two_clicks_propose_one_run_and_another_waits(proposed: Run) -> None:
    by = proposed.proposed_by
    assert services.propose(proposed.id, by, TODAY) == proposed
    with pytest.raises(RefusedError, match="attend déjà"):
        services.propose(new_key(), by, TODAY)
    assert Run.objects.count() == 1


def test_what_a_run_reserves_no_other_pays(at_the_bank: Run, members: Any) -> None:
    owe(members, members.royal, 60_000_000)
    by = members.people.users["scare"]
    with pytest.raises(RefusedError, match="seuil"):
        services.propose(new_key(), by, TODAY)


def test_the_database_keeps_one_open_transfer_a_cinema(at_the_bank: Run) -> None:
    row = at_the_bank.transfers.first()
    assert row is not None
    other = Run.objects.create(
        proposed_by=at_the_bank.proposed_by, proposed_at=timezone.now()
    )
    row.pk, row.run, row.reference = new_key(), other, "another"
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda w: agreements.terminate(w.agreement, TODAY),
            TransferRefusal.NO_AGREEMENT,
        ),
        (
            lambda w: LegalIdentity.objects.filter(
                organisation=w.people.royal
            ).delete(),
            TransferRefusal.NO_IDENTITY,
        ),
        (
            lambda w: LegalIdentity.objects.filter(organisation=w.people.royal).update(
                vat_regime="unknown"
            ),
            SellerRefusal.REGIME_UNKNOWN,
        ),
        (
            lambda w: LegalIdentity.objects.filter(organisation=w.people.royal).update(
                siret="73282932000075"
            ),
            SellerRefusal.SIRET_INVALID,
        ),
        (
            lambda w: identify(
                w.people.royal, vat_regime="normal", vat_number="FR83404833048"
            ),
            SellerRefusal.VAT_NUMBER_INVALID,
        ),
        (
            lambda w: mandates.revoke(
                w.royal, "Odile", "gérante", w.people.users["royal"]
            ),
            SellerRefusal.NO_MANDATE,
        ),
        (
            lambda w: LegalIdentity.objects.filter(organisation=w.people.royal).update(
                town=""
            ),
            "address_incomplete",
        ),
        (
            lambda w: identify(w.people.royal, street="r" * 71),
            "address_too_long",
        ),
        (
            lambda w: change_bank_account(
                w.people.royal,
                details("Le Royal", IBANS["scare"]),
                w.people.users["royal"],
            ),
            TransferRefusal.ACCOUNT_CHANGED,
        ),
    ],
    ids=[
        "agreement",
        "identity",
        "vat",
        "siret",
        "vat number",
        "mandate",
        "town",
        "street",
        "account",
    ],
)
def test_a_check_holds_one_cinema_and_not_the_others(
    members: Any, change: Callable[[Any], object], expected: str
) -> None:
    change(members)
    run = services.propose(new_key(), members.people.users["scare"], TODAY)
    assert states(run) == {"Le Royal": "held", "Eldorado": "reserved"}
    assert refusals(run, members.royal) == [expected]
    assert words_of(expected) != expected
    assert remedy_of(expected)


@pytest.mark.parametrize(
    ("iban", "expected"),
    [
        ("FR7630006000011234567890188", "iban_invalid"),
        ("TN5910006035183598478831", "not_sepa"),
    ],
)
def test_a_wrong_account_is_never_paid(world: Any, iban: str, expected: str) -> None:
    identify(world.people.royal)
    BankAccount.objects.create(
        organisation=world.people.royal,
        holder="Le Royal",
        iban=iban,
        bic="AGRIFRPP",
        given_by=world.people.users["royal"],
        given_at=timezone.now(),
    )
    owe(world, world.royal, 30_000_000)
    run = services.propose(new_key(), world.people.users["scare"], TODAY)
    assert refusals(run, world.royal) == [expected]
    with pytest.raises(RefusedError, match="Aucun virement"):
        services.approve(run.id, world.people.users["scare"], TODAY)


def test_no_account_is_said(world: Any) -> None:
    identify(world.people.royal)
    owe(world, world.royal, 30_000_000)
    run = services.propose(new_key(), world.people.users["scare"], TODAY)
    assert refusals(run, world.royal) == [TransferRefusal.NO_ACCOUNT]


def test_a_second_look_lets_a_changed_account_be_paid(
    members: Any, payer: Any, approve_twice: Callable[[Run], Run]
) -> None:
    people = members.people
    change_bank_account(
        people.royal, details("Le Royal", IBANS["scare"]), people.users["royal"]
    )
    run = services.propose(new_key(), people.users["scare"], TODAY)
    account = bank_account(people.royal)
    assert account is not None
    for _ in range(2):
        services.look_at_account(account, people.users["scare_editor"])
    services.check_again(run.id, people.users["scare"], TODAY)
    assert states(run) == {"Le Royal": "reserved", "Eldorado": "reserved"}
    assert AuditEntry.objects.filter(action="payout.account_looked_at").count() == 1
    assert approve_twice(run).state == Run.State.APPROVED


def test_the_second_person_is_another_one(proposed: Run, world: Any) -> None:
    scare = world.people.users["scare"]
    services.approve(proposed.id, scare, TODAY)
    with pytest.raises(RefusedError, match="autre personne du syndicat"):
        services.approve(proposed.id, scare, TODAY)
    proposed.refresh_from_db()
    assert proposed.state == Run.State.PROPOSED
    with pytest.raises(RefusedError, match="deux accords"):
        services.hand_over(proposed.id, scare)
    services.approve(proposed.id, world.people.users["scare_editor"], TODAY)
    with pytest.raises(RefusedError, match="plus d’accord"):
        services.approve(proposed.id, scare, TODAY)


def test_an_approval_is_of_what_was_seen(proposed: Run, world: Any) -> None:
    people = world.people
    services.approve(proposed.id, people.users["scare"], TODAY)
    change_bank_account(
        people.royal, details("Le Royal", IBANS["scare"]), people.users["royal"]
    )
    with pytest.raises(RefusedError, match="vérifiez à nouveau"):
        services.approve(proposed.id, people.users["scare_editor"], TODAY)
    services.check_again(proposed.id, people.users["scare"], TODAY)
    assert not proposed.approvals.exists()
    assert states(proposed) == {"Le Royal": "held", "Eldorado": "reserved"}
    services.check_again(proposed.id, people.users["scare"], TODAY)
    noted = AuditEntry.objects.filter(action="payout.checked_again")
    assert noted.count() == 1


def test_nobody_is_paid_more_than_is_owed_by_then(members: Any, payer: Any) -> None:
    people = members.people
    wrong = owe(members, members.royal, 20_000_000)
    run = services.propose(new_key(), people.users["scare"], TODAY)
    take_out([wrong], "robots", timezone.now())
    with pytest.raises(RefusedError, match="solde"):
        services.approve(run.id, people.users["scare"], TODAY)
    services.check_again(run.id, people.users["scare"], TODAY)
    assert refusals(run, members.royal) == [TransferRefusal.BALANCE_FELL]
    # Judged once more, what is owed now is proposed.
    services.check_again(run.id, people.users["scare"], TODAY)
    assert run.transfers.get(cinema=members.royal).amount_micros == 30_000_000


def test_without_an_account_to_pay_from_nothing_is_approved(members: Any) -> None:
    run = services.propose(new_key(), members.people.users["scare"], TODAY)
    with pytest.raises(RefusedError, match="depuis lequel le syndicat paie"):
        services.approve(run.id, members.people.users["scare"], TODAY)


def test_the_file_is_the_approved_one_each_time(
    proposed: Run, approve_twice: Callable[[Run], Run], world: Any
) -> None:
    run = approve_twice(proposed)
    scare = world.people.users["scare"]
    file = services.hand_over(run.id, scare)
    assert fingerprint(file) == run.file_hash
    # Whatever changes meanwhile.
    identify(world.people.royal, street="9 place Neuve")
    change_bank_account(
        world.people.royal,
        details("Le Royal", IBANS["scare"]),
        world.people.users["royal"],
    )
    assert services.hand_over(run.id, scare) == file
    Run.objects.filter(pk=run.id).update(file_hash="0" * 64)
    with pytest.raises(RefusedError, match="empreinte"):
        services.hand_over(run.id, scare)


def test_a_cinema_is_taken_out_and_a_run_given_up(proposed: Run, world: Any) -> None:
    scare = world.people.users["scare"]
    services.approve(proposed.id, scare, TODAY)
    row = proposed.transfers.get(cinema=world.royal)
    for _ in range(2):
        services.withdraw(row.id, scare)
    assert not proposed.approvals.exists()
    for _ in range(2):
        services.cancel(proposed.id, scare)
    assert set(states(proposed).values()) == {"released"}
    again = services.propose(new_key(), scare, TODAY)
    assert states(again) == {"Le Royal": "reserved", "Eldorado": "reserved"}
    assert payable(world.royal) == 30_001_234
    assert trial_balance() == []


def test_what_the_bank_has_is_not_given_up(at_the_bank: Run, world: Any) -> None:
    with pytest.raises(RefusedError, match="a été remis"):
        services.cancel(at_the_bank.id, world.people.users["scare"])
