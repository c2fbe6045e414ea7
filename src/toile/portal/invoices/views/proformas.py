"""What distributors will be invoiced: a month by campaign, and a sheet of it."""

import datetime
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.billing.selectors import months
from toile.portal.invoices.forms import MonthForm, month_named
from toile.portal.invoices.paper import to_pdf
from toile.portal.invoices.proformas import Basis, basis_of, proforma_sheet
from toile.portal.invoices.tables import Proforma, ProformaOfAll
from toile.portal.invoices.views.papers import attached
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date
from toile.wire.money import MICROS_A_CENT

Kind = Organisation.Kind
Readers = seated(Kind.DISTRIBUTOR, Kind.OPERATOR)


@dataclass(frozen=True)
class Paper:
    """A sheet that may be had: whose it is."""

    id: str
    name: str


@require_safe
@Readers
def month(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """Show a month by campaign: one's own, or all of them to the operator."""
    known = months(paris_date(now_ms()))
    chosen = month_named(request.GET.get("mois", ""), known, known[0])
    own = seat.kind == Kind.DISTRIBUTOR
    basis = basis_of(chosen, seat.organisation if own else None)
    table = Proforma if own else ProformaOfAll
    listing = list_rows(
        request, table, basis.rows, name=f"proforma-{chosen:%Y-%m}", per_page=50
    )
    if listing.file:
        return listing.file
    page = {
        "listing": listing,
        "form": MonthForm(known, f"{chosen:%Y-%m}"),
        "month": chosen,
        "net_micros": basis.net_cents * MICROS_A_CENT,
        "vat_micros": basis.vat_cents * MICROS_A_CENT,
        "gross_micros": (basis.net_cents + basis.vat_cents) * MICROS_A_CENT,
        "papers": _papers(basis),
        "own": own,
        "open": chosen == known[0],
    }
    return render(request, "invoices/proforma.html", page)


@never_cache
@require_safe
@Readers
def pdf(
    request: HttpRequest, seat: Seat, distributor_id: str, month: str
) -> HttpResponse:
    """Give a month of a distributor as a sheet; another's is 404."""
    if seat.kind == Kind.DISTRIBUTOR and distributor_id != seat.organisation.id:
        raise Http404
    of = get_object_or_404(Organisation, pk=distributor_id, kind=Kind.DISTRIBUTOR)
    known = months(paris_date(now_ms()))
    chosen = month_named(month, known, datetime.date.min)
    if chosen == datetime.date.min:
        raise Http404
    operator = Organisation.objects.filter(kind=Kind.OPERATOR).first()
    with translation.override("fr"):
        sheet = proforma_sheet(basis_of(chosen, of), of, operator, paris_date(now_ms()))
    return attached(
        to_pdf(sheet, timezone.now()),
        "application/pdf",
        f"proforma-{of.slug}-{chosen:%Y-%m}.pdf",
    )


def _papers(basis: Basis) -> list[Paper]:
    found = {row.distributor_id: row.distributor for row in basis.rows}
    ordered = sorted(found.items(), key=lambda one: one[1])
    return [Paper(key, name) for key, name in ordered]
