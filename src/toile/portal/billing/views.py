"""The basis of a month's invoices; a distributor's spend."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.billing.forms import MonthForm
from toile.portal.billing.selectors import month_of, months
from toile.portal.billing.spend import spending
from toile.portal.billing.tables import BilledCampaigns, SpentCampaigns, SpentMonths
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date


@require_safe
@seated(Organisation.Kind.OPERATOR)
def month(request: HttpRequest, _seat: Seat) -> HttpResponse:
    """Show a month by campaign, with its sums; or give it as a file."""
    today = paris_date(now_ms())
    known = months(today)
    chosen = MonthForm(known, request.GET.dict()).month(known[0])
    found = month_of(chosen)
    listing = list_rows(
        request,
        BilledCampaigns,
        found.rows,
        name=f"facturation-{chosen:%Y-%m}",
        per_page=50,
    )
    if listing.file:
        return listing.file
    return render(
        request,
        "billing/month.html",
        {
            "form": MonthForm(known, {"mois": f"{chosen:%Y-%m}"}),
            "month": found,
            "listing": listing,
            "open": chosen == today.replace(day=1),
        },
    )


@require_safe
@seated(Organisation.Kind.DISTRIBUTOR)
def spend(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show a distributor what its campaigns cost, month by month; or as files."""
    found = spending(seat.organisation, paris_date(now_ms()))
    campaigns = list_rows(
        request, SpentCampaigns, found.campaigns, name="depenses-par-campagne"
    )
    spent = [one for one in found.months if one.total_micros]
    months = list_rows(
        request, SpentMonths, spent, key="mois", name="depenses-par-mois"
    )
    if file := campaigns.file or months.file:
        return file
    page = {
        "spending": found,
        "chart": found.chart,
        "campaigns": campaigns,
        "months": months,
    }
    return render(request, "billing/spend.html", page)
