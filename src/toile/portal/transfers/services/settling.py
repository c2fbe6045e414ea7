"""What became of a transfer: executed, rejected, returned; each is booked once.

An answer may come twice, late, or before the one that it follows from; the state of the
transfer and the ids of its postings keep it from counting twice.
"""

from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.ledger.bank_answers import Outcome
from toile.ledger.entries import payout_posting, payout_return
from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.payouts.services import post_all
from toile.portal.payouts.services.posting import lock_ledger
from toile.portal.transfers import letters
from toile.portal.transfers.models import Run, Transfer
from toile.portal.transfers.refusals import RefusedError
from toile.portal.transfers.signals import settled
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid
from toile.wire.money import Money

State = Transfer.State


class Effect(StrEnum):
    """What an answer about a transfer did."""

    APPLIED = "applied"
    ALREADY = "already"
    PENDING = "pending"
    CONFLICT = "conflict"
    WRONG_AMOUNT = "wrong_amount"


_NEXT: dict[tuple[str, str], str] = {
    (State.RESERVED, Outcome.EXECUTED): State.EXECUTED,
    (State.RESERVED, Outcome.REJECTED): State.REJECTED,
    # Its execution was never told: it is booked with its return.
    (State.RESERVED, Outcome.RETURNED): State.RETURNED,
    (State.EXECUTED, Outcome.RETURNED): State.RETURNED,
    (State.EXECUTED, Outcome.REJECTED): State.RETURNED,
}
_CONTRADICTIONS = {(State.REJECTED, Outcome.EXECUTED)}


@transaction.atomic
def settle(
    transfer_id: str, outcome: Outcome, by: User | None, reason: str = ""
) -> Effect:
    """Note what became of a transfer whose file was handed over, and book it.

    What is known already does nothing; what contradicts it is told, not applied.
    """
    lock_ledger()
    row = Transfer.objects.select_related("run", "cinema", "account").get(
        pk=transfer_id
    )
    if row.run.handed_over_at is None or row.state in (State.HELD, State.RELEASED):
        return Effect.CONFLICT
    if outcome == Outcome.PENDING:
        return Effect.PENDING
    after = _NEXT.get((row.state, outcome))
    if after is None:
        is_contradicted = (row.state, outcome) in _CONTRADICTIONS
        return Effect.CONFLICT if is_contradicted else Effect.ALREADY
    _book(row, after)
    row.state, row.reason, row.settled_at = after, reason[:200], timezone.now()
    row.save(update_fields=["state", "reason", "settled_at"])
    record(
        f"payout.transfer_{after}",
        "payout",
        row.run_id,
        actor=by,
        organisation=row.cinema.organisation,
        details={
            "reference": row.reference,
            "amount_micros": row.total_micros,
            "reason": row.reason,
        },
    )
    settled.send(Transfer, transfer=row, by=by)
    letters.settled(row)
    _close(row.run)
    return Effect.APPLIED


def settle_by_hand(
    transfer_id: str, outcome: Outcome, by: User, reason: str = ""
) -> Effect:
    """Note what somebody read at the bank; refused in words where it cannot be."""
    effect = settle(transfer_id, outcome, by, reason)
    if effect == Effect.CONFLICT:
        raise RefusedError(
            _(
                "Ce virement ne peut pas prendre cet état : son fichier n’a pas été "
                "remis, ou la banque a dit le contraire. Voyez avec elle."
            )
        )
    return effect


def _book(row: Transfer, after: str) -> None:
    at_ms, amount = from_datetime(timezone.now()), Money(row.amount_micros)
    booked = (Ulid(row.id), at_ms, Ulid(row.cinema_id), amount, row.reference)
    vat = Money(row.vat_micros)
    if after in (State.EXECUTED, State.RETURNED):
        post_all([payout_posting(*booked, vat)])
    if after == State.RETURNED:
        post_all([payout_return(*booked, vat)])


def _close(run: Run) -> None:
    if run.state == Run.State.APPROVED:
        waits = run.transfers.filter(state=State.RESERVED).exists()
        if not waits:
            run.state = Run.State.DONE
            run.save(update_fields=["state"])
