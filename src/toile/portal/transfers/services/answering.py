"""Taking what the bank answers: read strictly, matched by reference, applied once."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.ledger.bank_answers import News, Outcome, read_answer
from toile.ledger.sepa import batch_of
from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.payouts.services.posting import lock_ledger
from toile.portal.transfers.models import BankAnswer, Run, Transfer
from toile.portal.transfers.orders import ORDERED
from toile.portal.transfers.refusals import RefusedError
from toile.portal.transfers.services.settling import Effect, settle

_LONGEST_FILE_NAME = 120


def take_answer(file: bytes, name: str, by: User) -> BankAnswer:
    """Apply a bank's file; given again it changes nothing.

    Raises ``UnreadableAnswerError`` for a file that is none of the known messages, and
    ``RefusedError`` for one that names none of our transfers.
    """
    answer = read_answer(file)
    return _apply(hashlib.sha256(file).hexdigest(), answer.kind, answer.news, name, by)


@transaction.atomic
def _apply(
    file_hash: str, kind: str, news: tuple[News, ...], name: str, by: User
) -> BankAnswer:
    lock_ledger()
    known = BankAnswer.objects.filter(file_hash=file_hash).first()
    if known is not None:
        return known
    # What names a payment counts before what is said of the whole.
    ours = sorted(
        (one for one in news if _meant(one)), key=lambda one: not one.reference
    )
    if not ours:
        raise RefusedError(
            _("Ce fichier ne nomme aucun de nos virements : rien n’a été changé.")
        )
    findings, runs = [], set()
    for one in ours:
        rows, is_stated = _meant(one), kind.startswith("camt")
        effects = _effects(one, rows, by, is_stated=is_stated)
        findings += [
            {
                "reference": row.reference,
                "outcome": str(one.outcome),
                "effect": str(effect),
                "reason": one.reason,
            }
            for row, effect in zip(rows, effects, strict=True)
        ]
        runs |= {row.run_id for row in rows}
    taken = BankAnswer.objects.create(
        file_hash=file_hash,
        kind=kind[:35],
        name=name[:_LONGEST_FILE_NAME] or kind,
        given_by=by,
        given_at=timezone.now(),
        findings=findings,
        foreign=len(news) - len(ours),
    )
    taken.runs.set(Run.objects.filter(pk__in=runs))
    for run in sorted(runs):
        details = {"name": taken.name, "sha256": file_hash}
        record("payout.answer_read", "payout", run, actor=by, details=details)
    return taken


def _meant(one: News) -> list[Transfer]:
    """Find the transfers that a piece of news is about; none for others' money."""
    if one.reference:
        return list(Transfer.objects.filter(reference=one.reference))
    named = one.message or one.batch
    run = Run.objects.filter(pk=named.partition("-")[0]).first()
    if run is None or named not in (run.id, batch_of(run.id)):
        return []
    return list(run.transfers.filter(state__in=ORDERED).order_by("position"))


def _effects(
    one: News, rows: list[Transfer], by: User, *, is_stated: bool
) -> list[Effect]:
    """Apply it to each, unless the amount is not the one that was ordered.

    A statement always tells an amount; a status report need not.
    """
    expected = {sum(row.total_micros for row in rows)}
    if not one.reference:
        kept = [row for row in rows if row.state != Transfer.State.REJECTED]
        expected.add(sum(row.total_micros for row in kept))
        if one.outcome == Outcome.EXECUTED:
            # What the bank rejected is not paid by what it says of the whole.
            return [
                settle(row.id, one.outcome, by, one.reason)
                if row in kept and (not is_stated or one.amount in expected)
                else _untouched(row, is_right=one.amount in expected)
                for row in rows
            ]
    is_told = is_stated or one.amount is not None
    if is_told and one.amount not in expected:
        return [Effect.WRONG_AMOUNT for _row in rows]
    return [settle(row.id, one.outcome, by, one.reason) for row in rows]


def _untouched(row: Transfer, *, is_right: bool) -> Effect:
    is_rejected = row.state == Transfer.State.REJECTED
    return Effect.ALREADY if is_rejected and is_right else Effect.WRONG_AMOUNT
