"""The paper of an invoice: set once, then kept."""

import hashlib

from django.db import transaction

from toile.portal.invoices.models import Invoice, InvoicePaper
from toile.portal.invoices.paper import facturx_pdf
from toile.portal.invoices.services.locking import lock_series


@transaction.atomic
def paper_of(invoice: Invoice) -> bytes:
    """Give the PDF of an invoice; the first time it is set, from what was issued.

    Its XML is the one that was issued, byte for byte.
    """
    known = InvoicePaper.objects.filter(invoice=invoice).first()
    if known is not None:
        return bytes(known.content)
    lock_series(invoice.cinema)
    known = InvoicePaper.objects.filter(invoice=invoice).first()
    if known is None:
        content = facturx_pdf(invoice.written, bytes(invoice.xml), invoice.issued_at)
        known = InvoicePaper.objects.create(
            invoice=invoice,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            made_at=invoice.issued_at,
        )
    return bytes(known.content)
