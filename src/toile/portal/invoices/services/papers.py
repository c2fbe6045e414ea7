"""The paper of an invoice: the same bytes whenever it is set, and kept once."""

import hashlib

from django.db import transaction

from toile.portal.invoices.models import Invoice, InvoicePaper
from toile.portal.invoices.paper import facturx_pdf
from toile.portal.invoices.services.locking import lock_series


def paper_of(invoice: Invoice) -> bytes:
    """Give the PDF of an invoice: the one that is kept, or what will be kept.

    It is set from what was issued and dated with it, so both are the same; its XML is
    the one that was issued, byte for byte.
    """
    known = InvoicePaper.objects.filter(invoice=invoice).first()
    if known is not None:
        return bytes(known.content)
    return facturx_pdf(invoice.written, bytes(invoice.xml), invoice.issued_at)


@transaction.atomic
def keep_paper(invoice: Invoice) -> InvoicePaper:
    """Set the PDF of an invoice and keep it; twice keeps it once."""
    lock_series(invoice.cinema)
    known = InvoicePaper.objects.filter(invoice=invoice).first()
    if known is not None:
        return known
    content = paper_of(invoice)
    return InvoicePaper.objects.create(
        invoice=invoice,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=invoice.issued_at,
    )
