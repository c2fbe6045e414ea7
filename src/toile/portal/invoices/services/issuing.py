"""Issuing invoices and credit notes: numbered under a lock, then never changed."""

import datetime
import hashlib

import msgspec
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.ledger.facturx import to_xml
from toile.ledger.invoices import Drawn, InvoiceKind, credit_note, invoice, number_of
from toile.ledger.invoices import Invoice as Written
from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.invoices import letters
from toile.portal.invoices.drawing import Unissued, drawn_of
from toile.portal.invoices.models import Invoice, Series
from toile.portal.invoices.services.locking import lock_series
from toile.portal.transfers.models import Transfer
from toile.portal.transfers.refusals import RefusedError
from toile.wire.clock import PARIS

__all__ = ["Unissued", "credit", "issue", "reissue"]


@transaction.atomic
def issue(transfer: Transfer, by: User | None = None) -> Invoice | Unissued:
    """Invoice an executed transfer, once; or say what stands against it.

    Given again it gives the invoice that stands.
    """
    series = lock_series(transfer.cinema)
    standing = transfer.invoices.filter(
        kind=InvoiceKind.INVOICE, credit_note__isnull=True
    ).first()
    if standing is not None:
        return standing
    drawn = drawn_of(transfer)
    if isinstance(drawn, Unissued):
        return drawn
    return _issue(series, transfer, drawn, by)


@transaction.atomic
def credit(of: Invoice, reason: str, by: User | None = None) -> Invoice:
    """Take an invoice back by a credit note that names it; twice takes it back once."""
    series = lock_series(of.cinema)
    known = Invoice.objects.filter(corrects=of).first()
    if known is not None:
        return known
    sequence, day = _next(series)
    number = number_of(series.code, sequence)
    note = credit_note(number, day, of.written, reason)
    return _keep(series, sequence, of.transfer, note, by, corrects=of)


@transaction.atomic
def reissue(of: Invoice, reason: str, by: User) -> Invoice:
    """Take an invoice back and write it anew, by what is known of the cinema now.

    Raises ``RefusedError`` where it cannot be written, or its VAT would no longer be
    what was paid.
    """
    lock_series(of.cinema)
    if Invoice.objects.filter(corrects=of).exists():
        raise RefusedError(_("Cette facture est déjà annulée par un avoir."))
    drawn = drawn_of(of.transfer, again=True)
    if isinstance(drawn, Unissued):
        raise RefusedError(drawn.words)
    # It is for the same days.
    same = msgspec.structs.replace(drawn, first=of.first_day, last=of.last_day)
    credit(of, reason, by)
    return _issue(lock_series(of.cinema), of.transfer, same, by)


def _issue(
    series: Series, transfer: Transfer, drawn: Drawn, by: User | None
) -> Invoice:
    sequence, day = _next(series)
    written = invoice(number_of(series.code, sequence), day, drawn)
    return _keep(series, sequence, transfer, written, by)


def _next(series: Series) -> tuple[int, datetime.date]:
    """The number and day of the next paper; days of a series never go back."""
    last = Invoice.objects.filter(series=series).order_by("-sequence").first()
    today = timezone.now().astimezone(PARIS).date()
    if last is None:
        return 1, today
    return last.sequence + 1, max(today, last.issued_on)


def _keep(
    series: Series,
    sequence: int,
    transfer: Transfer,
    written: Written,
    by: User | None,
    corrects: Invoice | None = None,
) -> Invoice:
    xml = to_xml(written)
    row = Invoice.objects.create(
        series=series,
        sequence=sequence,
        number=written.number,
        kind=written.kind.value,
        cinema=transfer.cinema,
        organisation=transfer.cinema.organisation,
        transfer=transfer,
        corrects=corrects,
        issued_on=written.issued_on,
        issued_at=timezone.now(),
        first_day=written.first,
        last_day=written.last,
        vat_regime=written.regime.value,
        net_cents=written.net_cents,
        vat_cents=written.vat_cents,
        content=msgspec.to_builtins(written),
        xml=xml,
        xml_sha256=hashlib.sha256(xml).hexdigest(),
    )
    deed = "issued" if written.kind == InvoiceKind.INVOICE else "credited"
    record(
        f"invoice.{deed}",
        "cinema",
        row.cinema_id,
        actor=by,
        organisation=row.organisation,
        details={"number": row.number, "sha256": row.xml_sha256},
    )
    letters.issued(row)
    return row
