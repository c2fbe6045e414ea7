"""Giving papers: an invoice's PDF and XML, a mandate as it was signed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.cinemas.rules import visible_cinemas
from toile.portal.invoices.models import Invoice, Mandate
from toile.portal.invoices.selectors.invoices import visible_invoices
from toile.portal.invoices.services import paper_of

Kind = Organisation.Kind
Readers = seated(Kind.CINEMA, Kind.UNION)


@never_cache
@require_safe
@Readers
def pdf(request: HttpRequest, seat: Seat, invoice_id: str) -> HttpResponse:
    """Give an invoice's PDF, with its XML inside."""
    found: Invoice = get_object_or_404(visible_invoices(seat), pk=invoice_id)
    return attached(paper_of(found), "application/pdf", f"{found.number}.pdf")


@never_cache
@require_safe
@Readers
def xml(request: HttpRequest, seat: Seat, invoice_id: str) -> HttpResponse:
    """Give an invoice's XML alone."""
    found: Invoice = get_object_or_404(visible_invoices(seat), pk=invoice_id)
    return attached(bytes(found.xml), "application/xml", f"{found.number}.xml")


@never_cache
@require_safe
@Readers
def mandate(request: HttpRequest, seat: Seat, mandate_id: str) -> HttpResponse:
    """Give a mandate: the scan that was brought, or the words that were signed."""
    own = visible_cinemas(seat.organisation)
    found = get_object_or_404(Mandate, pk=mandate_id, cinema__in=own)
    name = f"mandat-{found.signed_on:%Y-%m-%d}"
    if found.document is not None:
        return attached(bytes(found.document), "application/pdf", f"{name}.pdf")
    text = f"{found.text}\n\n{found.signer_name}, {found.signer_function}, "
    text += f"{found.signed_on:%d/%m/%Y}\nSHA-256 {found.sha256}\n"
    return attached(text.encode(), "text/plain; charset=utf-8", f"{name}.txt")


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Answer with a file to be kept."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    # A scan is a stranger's file: whatever shows it runs nothing of it.
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
