"""A cinema's money, and that of all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.cinemas.models import Cinema
from toile.portal.cinemas.rules import visible_cinemas
from toile.portal.earnings.cinema import earnings
from toile.portal.earnings.members import overview
from toile.portal.earnings.tables import Members, Months, Transfers
from toile.portal.earnings.words import noticed
from toile.portal.transfers.selectors import transfers_to
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind


@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def cinema(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Show a cinema what it earned, what waits, what was paid."""
    found: Cinema = get_object_or_404(visible_cinemas(seat.organisation), id=cinema_id)
    money = earnings(found, paris_date(now_ms()))
    months = list_rows(request, Months, money.rows, name="gains-par-mois", per_page=12)
    sent = list_rows(
        request,
        Transfers,
        transfers_to(found).select_related("account"),
        key="virements",
        name="virements",
    )
    if file := months.file or sent.file:
        return file
    page = {
        "cinema": found,
        "money": money,
        "months": months,
        "transfers": sent,
        "own": seat.kind == Kind.CINEMA,
    }
    return render(request, "earnings/cinema.html", page)


@require_safe
@seated(Kind.UNION)
def members(request: HttpRequest, _seat: Seat) -> HttpResponse:
    """Show the union what all are owed, who is paid next, what wants a look."""
    found = overview(paris_date(now_ms()))
    listing = list_rows(request, Members, found.rows, name="soldes", per_page=50)
    if listing.file:
        return listing.file
    page = {
        "overview": found,
        "listing": listing,
        "noticed": [(row, noticed(row.anomalies)) for row in found.noticed],
    }
    return render(request, "earnings/members.html", page)
