"""Whatever comes in whatever order, the sums hold and nobody is paid twice.

A stateful test: clicks, releases, reversals, runs, approvals, changed accounts, files,
answers of the bank that are late, doubled or contradictory; the invariants are asked
after every step.
"""

import contextlib
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bank_files import batch_entry, entry, statement, status_report
from clock import TODAY
from toile.ledger.bank_answers import Outcome
from toile.ledger.sepa import batch_of
from toile.portal.keys import new_key
from toile.portal.payouts.bank import bank_account, change_bank_account
from toile.portal.payouts.models import Entry, Posting
from toile.portal.payouts.services import follow, kept_balance, take_out, trial_balance
from toile.portal.transfers import services
from toile.portal.transfers.models import Run, Transfer
from toile.portal.transfers.refusals import RefusedError
from transfers_stage import IBANS, details, owe, payable

CINEMAS = ("royal", "eldorado")
PEOPLE = ("scare", "scare_editor")
State = Transfer.State


def euros(micros: int) -> str:
    return f"{micros // 1_000_000}.{micros % 1_000_000 // 10_000:02d}"


class Payouts(RuleBasedStateMachine):
    """The union, its bank and its cinemas, each doing what they like."""

    world: Any

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.clicks: list[str] = []
        self.approved: set[str] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @initialize(begun=st.booleans())
    def a_run_is_at_the_bank(self, begun: bool) -> None:
        """Half of the sequences begin where money moves."""
        if begun:
            self.a_run_goes_all_the_way()

    def user(self, name: str) -> Any:
        return self.world.people.users[name]

    def refusable(self, step: Callable[[], object]) -> None:
        with contextlib.suppress(RefusedError):
            step()

    @rule(name=st.sampled_from(CINEMAS), micros=st.integers(1, 60_000_000))
    def a_click_is_billed_and_released(self, name: str, micros: int) -> None:
        self.clicks.append(owe(self.world, getattr(self.world, name), micros))

    @precondition(lambda self: self.clicks)
    @rule(data=st.data())
    def a_click_turns_out_to_be_invalid(self, data: st.DataObject) -> None:
        take_out([data.draw(st.sampled_from(self.clicks))], "robots", timezone.now())

    @rule(name=st.sampled_from(CINEMAS), iban=st.sampled_from(sorted(IBANS)))
    def a_cinema_changes_its_account(self, name: str, iban: str) -> None:
        organisation = getattr(self.world.people, name)
        given = details(organisation.name, IBANS[iban])
        change_bank_account(organisation, given, self.user(name))

    @rule(name=st.sampled_from(CINEMAS))
    def somebody_looks_at_an_account(self, name: str) -> None:
        account = bank_account(getattr(self.world.people, name))
        assert account is not None
        services.look_at_account(account, self.user("scare"))

    @rule(by=st.sampled_from(PEOPLE))
    def a_run_is_proposed(self, by: str) -> None:
        self.refusable(lambda: services.propose(new_key(), self.user(by), TODAY))

    @precondition(lambda self: Run.objects.exists())
    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def a_run_is_checked_again(self, data: st.DataObject, by: str) -> None:
        run = self.some_run(data)
        self.refusable(lambda: services.check_again(run.id, self.user(by), TODAY))

    @precondition(lambda self: Run.objects.exists())
    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def a_run_is_approved(self, data: st.DataObject, by: str) -> None:
        self.approved_by(self.some_run(data), by)

    def approved_by(self, run: Run, by: str) -> None:
        owed = {name: payable(getattr(self.world, name)) for name in CINEMAS}
        self.refusable(lambda: services.approve(run.id, self.user(by), TODAY))
        run.refresh_from_db()
        if run.state == Run.State.APPROVED and run.id not in self.approved:
            self.approved.add(run.id)
            for row in run.transfers.filter(state=State.RESERVED):
                name = "royal" if row.cinema_id == self.world.royal.id else "eldorado"
                assert row.amount_micros <= owed[name]
                assert row.amount_micros % 10_000 == 0

    @rule()
    def a_run_goes_all_the_way(self) -> None:
        """Chance alone seldom takes all these steps in a row."""
        self.a_run_is_proposed("scare")
        run = Run.objects.filter(state=Run.State.PROPOSED).first()
        if run is not None:
            self.refusable(
                lambda: services.check_again(run.id, self.user("scare"), TODAY)
            )
            for by in PEOPLE:
                self.approved_by(run, by)
            self.refusable(lambda: services.hand_over(run.id, self.user("scare")))

    @precondition(lambda self: Run.objects.exists())
    @rule(data=st.data())
    def a_run_is_given_up(self, data: st.DataObject) -> None:
        run = self.some_run(data)
        self.refusable(lambda: services.cancel(run.id, self.user("scare")))

    @precondition(lambda self: Transfer.objects.exists())
    @rule(data=st.data())
    def a_cinema_is_taken_out(self, data: st.DataObject) -> None:
        row = self.some_transfer(data)
        self.refusable(lambda: services.withdraw(row.id, self.user("scare")))

    @precondition(lambda self: Run.objects.exists())
    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def a_file_is_handed_over(self, data: st.DataObject, by: str) -> None:
        run = self.some_run(data)
        self.refusable(lambda: services.hand_over(run.id, self.user(by)))

    @precondition(lambda self: Transfer.objects.exists())
    @rule(data=st.data(), outcome=st.sampled_from(Outcome))
    def a_state_is_noted_by_hand(self, data: st.DataObject, outcome: Outcome) -> None:
        row = self.some_transfer(data)
        self.refusable(
            lambda: services.settle_by_hand(row.id, outcome, self.user("scare"))
        )

    @precondition(lambda self: Transfer.objects.exists())
    @rule(
        data=st.data(),
        told=st.sampled_from(["paid", "back", "both", "rejected", "batch", "message"]),
        more=st.sampled_from([0, 0, 0, 10_000]),
    )
    def the_bank_answers(self, data: st.DataObject, told: str, more: int) -> None:
        row = self.some_transfer(data)
        amount = euros(row.amount_micros + more)
        there = entry(row.reference, amount)
        back = entry(row.reference, amount, "CRDT", reason="AC04")
        total = sum(one.amount_micros for one in row.run.transfers.all())
        files = {
            "paid": statement(there),
            "back": statement(back),
            "both": statement(back, there, version="camt.054.001.08"),
            "rejected": status_report(payments=[(row.reference, "RJCT", "AC04")]),
            "batch": statement(batch_entry(batch_of(row.run_id), euros(total + more))),
            "message": status_report(row.run_id, group="RJCT"),
        }
        self.refusable(
            lambda: services.take_answer(files[told], "a.xml", self.user("scare"))
        )

    def some_run(self, data: st.DataObject) -> Run:
        runs = Run.objects.order_by("proposed_at", "id")
        return data.draw(st.sampled_from(list(runs)), label="run")

    def some_transfer(self, data: st.DataObject) -> Transfer:
        rows = Transfer.objects.order_by("run__proposed_at", "reference")
        # Of those that the bank may know, if any: most of it happens there.
        rows = rows.filter(run__handed_over_at__isnull=False) or rows
        return data.draw(st.sampled_from(list(rows)), label="transfer")

    @invariant()
    def the_sums_are_zero(self) -> None:
        assert trial_balance() == []
        assert sum(kept_balance().values()) == 0

    @invariant()
    def each_reference_is_executed_once_and_returned_once(self) -> None:
        for kind in ("payout", "payout_return"):
            named = Counter(
                Posting.objects.filter(kind=kind).values_list("memo", flat=True)
            )
            assert set(named.values()) <= {1}

    @invariant()
    def the_bank_moved_what_the_states_say(self) -> None:
        executed = Transfer.objects.filter(state=State.EXECUTED)
        moved = Entry.objects.filter(account__code="bank")
        assert -sum(one.amount_micros for one in moved) == sum(
            one.amount_micros for one in executed
        )

    @invariant()
    def nobody_is_paid_more_than_clicks_ever_earned(self) -> None:
        for name in CINEMAS:
            cinema = getattr(self.world, name)
            paid = sum(
                row.amount_micros
                for row in cinema.transfers.filter(state=State.EXECUTED)
            )
            earned = Entry.objects.filter(
                account__cinema=cinema,
                account__kind="cinema_pending",
                posting__kind="click",
            )
            assert paid <= -sum(one.amount_micros for one in earned)

    @invariant()
    def one_run_at_most_pays_a_cinema(self) -> None:
        reserved = Transfer.objects.filter(state=State.RESERVED)
        assert set(Counter(row.cinema_id for row in reserved).values()) <= {1}

    @invariant()
    def two_different_people_approved_what_has_a_file(self) -> None:
        for run in Run.objects.exclude(file_hash=""):
            assert run.approvals.values("user").distinct().count() == 2


def test_random_sequences_keep_the_books(members: Any, payer: Any) -> None:
    machine = type("World", (Payouts,), {"world": members})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            # Shrinking takes minutes here: the steps are printed as they were.
            phases=[Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert follow().broken is None
