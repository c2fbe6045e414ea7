"""Two people approve a run; then its file is written, and handed over."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toile.ledger.payment import faults_of_party
from toile.ledger.sepa import fingerprint, order_file
from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.payouts.services.posting import lock_ledger
from toile.portal.transfers.models import Payer, Run, RunApproval, Transfer
from toile.portal.transfers.orders import first_working_day_after, order_of, party_of
from toile.portal.transfers.refusals import RefusedError, words_of
from toile.portal.transfers.services.proposing import is_stale, judged_again


@transaction.atomic
def approve(run_id: str, by: User, today: datetime.date) -> Run:
    """Approve a run; with the second person its file is fixed, by its hash.

    Raises ``RefusedError`` for the same person twice, for a run that is no longer what
    would be proposed now, and without an account to pay from.
    """
    lock_ledger()
    run = Run.objects.get(pk=run_id)
    if run.state != Run.State.PROPOSED:
        raise RefusedError(_("Ce reversement n’attend plus d’accord."))
    if run.approvals.filter(user=by).exists():
        raise RefusedError(
            _(
                "Vous avez déjà donné votre accord : le second vient d’une autre "
                "personne du syndicat."
            )
        )
    _refuse_what_changed(run, today)
    payer = _payer()
    now = timezone.now()
    place = run.approvals.count() + 1
    RunApproval.objects.create(run=run, user=by, place=place, at=now)
    if place == 1:
        record("payout.approved_once", "payout", run.id, actor=by)
        return run
    run.payer, run.approved_at = payer, now
    run.execute_on = first_working_day_after(today)
    order = order_of(run, payer, now, run.execute_on)
    run.file_hash = fingerprint(order_file(order))
    run.state = Run.State.APPROVED
    run.save()
    record(
        "payout.approved",
        "payout",
        run.id,
        actor=by,
        details={
            "payments": len(order.payments),
            "amount_micros": sum(one.amount for one in order.payments),
            "sha256": run.file_hash,
        },
    )
    return run


@transaction.atomic
def hand_over(run_id: str, by: User) -> bytes:
    """Give the file of an approved run: from now on it may be at the bank.

    The bank knows a file that it is given twice by its message id.
    """
    lock_ledger()
    file = file_of(run_id)
    run = Run.objects.get(pk=run_id)
    if run.handed_over_at is None:
        run.handed_over_at = timezone.now()
        run.save(update_fields=["handed_over_at"])
    record(
        "payout.file_handed_over",
        "payout",
        run.id,
        actor=by,
        details={"sha256": run.file_hash},
    )
    return file


def file_of(run_id: str) -> bytes:
    """Write the file of an approved run: the same one each time, or none."""
    run = Run.objects.select_related("payer__account").get(pk=run_id)
    payer, at, on = run.payer, run.approved_at, run.execute_on
    is_ordered = run.state in (Run.State.APPROVED, Run.State.DONE)
    if not is_ordered or payer is None or at is None or on is None:
        raise RefusedError(_("Le fichier existe une fois les deux accords donnés."))
    file = order_file(order_of(run, payer, at, on))
    if fingerprint(file) != run.file_hash:
        raise RefusedError(
            _(
                "Le fichier n’est plus celui qui a été approuvé (son empreinte "
                "diffère) : il n’est pas remis. Prévenez l’exploitant."
            )
        )
    return file


def _refuse_what_changed(run: Run, today: datetime.date) -> None:
    judged = judged_again(run, today)
    stale = sum(is_stale(row, one) for row, one in judged)
    if stale:
        raise RefusedError(
            ngettext(
                "%d virement n’est plus tel qu’il est proposé (solde, compte, "
                "convention ou adresse) : vérifiez à nouveau, relisez, puis approuvez.",
                "%d virements ne sont plus tels qu’ils sont proposés (solde, compte, "
                "convention ou adresse) : vérifiez à nouveau, relisez, puis approuvez.",
                stale,
            )
            % stale
        )
    if not any(row.state == Transfer.State.RESERVED for row, _one in judged):
        raise RefusedError(
            _("Aucun virement n’a passé les contrôles : il n’y a rien à approuver.")
        )


def _payer() -> Payer:
    payer = Payer.objects.select_related("account").first()
    if payer is None:
        raise RefusedError(
            _("Donnez d’abord le compte depuis lequel le syndicat paie.")
        )
    faults = faults_of_party(party_of(payer))
    if faults:
        said = ", ".join(words_of(fault) for fault in faults)
        raise RefusedError(_("Corrigez le compte du syndicat : %s.") % said)
    return payer
