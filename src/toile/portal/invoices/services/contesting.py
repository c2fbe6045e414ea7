"""A cinema contests an invoice within its days; the union answers."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.ledger.invoices import CONTEST_DAYS
from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.invoices import letters
from toile.portal.invoices.models import Contest, ContestAnswer, Invoice
from toile.portal.invoices.services.issuing import reissue
from toile.portal.transfers.refusals import RefusedError
from toile.wire.clock import PARIS


def contestable_until(invoice: Invoice) -> datetime.date:
    """Tell the last day on which an invoice may be contested."""
    return invoice.issued_on + datetime.timedelta(days=CONTEST_DAYS)


def may_contest(invoice: Invoice, today: datetime.date) -> bool:
    """Tell whether an invoice may be contested today: in time, once, not taken back."""
    if invoice.kind != Invoice.Kind.INVOICE or today > contestable_until(invoice):
        return False
    is_taken_back = Invoice.objects.filter(corrects=invoice).exists()
    return not is_taken_back and not Contest.objects.filter(invoice=invoice).exists()


@transaction.atomic
def contest(invoice: Invoice, reason: str, by: User) -> Contest:
    """Contest an invoice; the same person sending it twice contests once.

    Raises ``RefusedError`` after its days, and for a credit note.
    """
    now = timezone.now()
    Invoice.objects.select_for_update().get(pk=invoice.pk)
    known = Contest.objects.filter(invoice=invoice).first()
    if known is not None:
        return known
    if not may_contest(invoice, now.astimezone(PARIS).date()):
        raise RefusedError(
            _(
                "Cette facture ne se conteste plus ici : le délai de %d jours est "
                "passé, ou elle est annulée. Écrivez au syndicat."
            )
            % CONTEST_DAYS
        )
    row = Contest.objects.create(invoice=invoice, reason=reason, by=by, at=now)
    _note("invoice.contested", invoice, by)
    letters.contested(row)
    return row


@transaction.atomic
def answer(
    contested: Contest, words: str, by: User, *, accepted: bool
) -> ContestAnswer:
    """Answer a contest: stand by the invoice, or take it back and write it anew.

    Raises ``RefusedError`` where it cannot be written anew.
    """
    Contest.objects.select_for_update().get(pk=contested.pk)
    known = ContestAnswer.objects.filter(contest=contested).first()
    if known is not None:
        return known
    if accepted:
        reissue(contested.invoice, words, by)
    row = ContestAnswer.objects.create(
        contest=contested, accepted=accepted, words=words, by=by, at=timezone.now()
    )
    _note("invoice.answered", contested.invoice, by, accepted=accepted)
    letters.answered(row)
    return row


def _note(action: str, invoice: Invoice, by: User, **details: object) -> None:
    record(
        action,
        "cinema",
        invoice.cinema_id,
        actor=by,
        organisation=invoice.organisation,
        details={"number": invoice.number} | details,
    )
