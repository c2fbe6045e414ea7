"""What the bank answers is booked once: executed, rejected, returned, in any order."""

from typing import Any

import pytest

from bank_files import batch_entry, entry, statement, status_report
from clock import TODAY
from toile.ledger.bank_answers import Outcome, UnreadableAnswerError
from toile.ledger.sepa import batch_of
from toile.portal.keys import new_key
from toile.portal.mail.models import Mail
from toile.portal.payouts.models import Posting
from toile.portal.payouts.services import kept_balance, trial_balance
from toile.portal.transfers import services
from toile.portal.transfers.models import BankAnswer, Run, Transfer
from toile.portal.transfers.refusals import RefusedError
from toile.portal.transfers.services import Effect
from transfers_stage import bank_balance, payable

State = Transfer.State


@pytest.fixture
def royal(at_the_bank: Run, world: Any) -> Transfer:
    return at_the_bank.transfers.get(cinema=world.royal)


@pytest.fixture
def eldorado(at_the_bank: Run, world: Any) -> Transfer:
    return at_the_bank.transfers.get(cinema=world.eldorado)


def answer(file: bytes, world: Any) -> list[str]:
    taken = services.take_answer(file, "reponse.xml", world.people.users["scare"])
    return [found["effect"] for found in taken.findings]


def state(row: Transfer) -> str:
    row.refresh_from_db()
    return row.state


def adds_up() -> None:
    assert trial_balance() == []
    assert sum(kept_balance().values()) == 0


def test_a_statement_pays_what_left(
    royal: Transfer, eldorado: Transfer, world: Any
) -> None:
    file = statement(entry(royal.reference, "30.00"), entry("others", "5.00"))
    assert answer(file, world) == [Effect.APPLIED]
    assert answer(file, world) == [Effect.APPLIED]  # the same answer as before
    assert BankAnswer.objects.get().foreign == 1
    assert (state(royal), state(eldorado)) == (State.EXECUTED, State.RESERVED)
    assert payable(world.royal) == 1_234
    assert bank_balance() == -30_000_000
    assert Run.objects.get().state == Run.State.APPROVED
    assert answer(statement(entry(eldorado.reference, "40.00")), world) == ["applied"]
    assert Run.objects.get().state == Run.State.DONE
    adds_up()


def test_a_cinema_is_written_that_it_was_paid(royal: Transfer, world: Any) -> None:
    by = world.people.users["scare"]
    for _ in range(2):
        services.settle_by_hand(royal.id, Outcome.EXECUTED, by)
    mail = Mail.objects.get(recipient="royal@toile.test", template="transfers/paid")
    assert "30,00" in mail.text
    assert royal.reference in mail.text
    assert "FR7630006000011234567890189" not in mail.text


def test_one_debit_of_the_batch_pays_all(
    royal: Transfer, eldorado: Transfer, world: Any
) -> None:
    file = statement(batch_entry(batch_of(royal.run_id), "70.00"))
    assert answer(file, world) == ["applied", "applied"]
    assert bank_balance() == -70_000_000
    adds_up()


def test_of_a_batch_the_rejected_one_is_not_paid(
    royal: Transfer, eldorado: Transfer, world: Any
) -> None:
    batch = batch_of(royal.run_id)
    told = status_report(
        royal.run_id,
        batch=batch,
        batch_status="PART",
        payments=[(royal.reference, "RJCT", "AC04")],
    )
    answer(told, world)
    answer(statement(batch_entry(batch, "40.00")), world)
    assert (state(royal), state(eldorado)) == (State.REJECTED, State.EXECUTED)
    assert payable(world.royal) == 30_001_234
    assert bank_balance() == -40_000_000
    assert royal.reason == "AC04"
    adds_up()


def test_another_amount_is_told_and_not_booked(royal: Transfer, world: Any) -> None:
    file = statement(entry(royal.reference, "30.01"))
    assert answer(file, world) == [Effect.WRONG_AMOUNT]
    assert answer(
        statement(entry(royal.reference, "30.00", currency="USD")), world
    ) == [Effect.WRONG_AMOUNT]
    assert state(royal) == State.RESERVED
    assert bank_balance() == 0


def test_what_comes_back_is_owed_again_and_paid_by_the_next_run(
    royal: Transfer, eldorado: Transfer, world: Any
) -> None:
    scare = world.people.users["scare"]
    back = entry(royal.reference, "30.00", "CRDT", reason="AC04")
    answer(statement(entry(royal.reference, "30.00")), world)
    assert answer(statement(back), world) == [Effect.APPLIED]
    assert state(royal) == State.RETURNED
    assert payable(world.royal) == 30_001_234
    assert bank_balance() == 0
    kinds = Posting.objects.filter(kind__startswith="payout").values_list("kind")
    assert sorted(kind for (kind,) in kinds) == ["payout", "payout_return"]
    assert Mail.objects.filter(template="transfers/came_back").count() == 1
    again = services.propose(new_key(), scare, TODAY)
    assert again.transfers.get(state=State.RESERVED).cinema == world.royal
    adds_up()


def test_a_return_that_is_told_first_books_both_once(
    royal: Transfer, world: Any
) -> None:
    back = entry(royal.reference, "30.00", "CRDT", reason="AC04")
    there = entry(royal.reference, "30.00")
    assert answer(statement(back, there), world) == ["applied", "already"]
    assert answer(statement(there, back), world) == ["already", "already"]
    assert payable(world.royal) == 30_001_234
    assert bank_balance() == 0
    adds_up()


def test_a_whole_message_rejected_pays_nobody(
    royal: Transfer, eldorado: Transfer, world: Any
) -> None:
    file = status_report(royal.run_id, group="RJCT")
    assert answer(file, world) == ["applied", "applied"]
    assert Run.objects.get().state == Run.State.DONE
    assert not Posting.objects.filter(kind="payout").exists()


def test_what_contradicts_is_told_and_not_booked(royal: Transfer, world: Any) -> None:
    scare = world.people.users["scare"]
    services.settle_by_hand(royal.id, Outcome.REJECTED, scare)
    file = statement(entry(royal.reference, "30.00"))
    assert answer(file, world) == [Effect.CONFLICT]
    with pytest.raises(RefusedError, match="le contraire"):
        services.settle_by_hand(royal.id, Outcome.EXECUTED, scare)
    assert bank_balance() == 0


def test_what_is_on_its_way_changes_nothing(royal: Transfer, world: Any) -> None:
    file = status_report(royal.run_id, payments=[(royal.reference, "ACSP", "")])
    assert answer(file, world) == [Effect.PENDING]
    assert state(royal) == State.RESERVED


def test_before_the_file_is_handed_over_nothing_is_settled(
    proposed: Run, world: Any
) -> None:
    row = proposed.transfers.first()
    assert row is not None
    with pytest.raises(RefusedError, match="pas été"):
        services.settle_by_hand(row.id, Outcome.EXECUTED, world.people.users["scare"])
    assert answer(statement(entry(row.reference, "30.00")), world) == ["conflict"] or (
        answer(statement(entry(row.reference, "40.00")), world) == ["conflict"]
    )


def test_a_file_of_others_money_is_refused_and_not_kept(
    at_the_bank: Run, world: Any
) -> None:
    with pytest.raises(RefusedError, match="aucun de nos virements"):
        answer(statement(entry("others", "30.00")), world)
    with pytest.raises(UnreadableAnswerError):
        answer(b"no", world)
    assert not BankAnswer.objects.exists()
