"""The report of a campaign: the page, its live figures, the paper, the files."""

from typing import Any, get_args

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.approvals.selectors import status_of
from toile.portal.campaigns.models import Campaign, ClickTrail
from toile.portal.campaigns.report.by_exchange import ExchangeTable, by_exchange
from toile.portal.campaigns.report.context import file_asked, period_of, shown
from toile.portal.campaigns.report.files import Kind as FileKind
from toile.portal.campaigns.report.files import file_name, to_file
from toile.portal.campaigns.report.gather import flights_of, gather, headline
from toile.portal.campaigns.report.paper import to_pdf
from toile.portal.campaigns.report.told import Report
from toile.portal.campaigns.report.trail import ClickFilters, ClickTable
from toile.portal.campaigns.views.detail import common
from toile.portal.campaigns.views.opening import visible
from toile.portal.charter.selectors import rules_in_force
from toile.portal.ui.tables import Listing, list_rows
from toile.wire.clock import from_datetime, paris_date

Kind = Organisation.Kind
_LOOK = (Kind.DISTRIBUTOR, Kind.UNION, Kind.OPERATOR)


@require_safe
@seated(*_LOOK)
def detail(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Show what a campaign delivered, and where it stands."""
    campaign = visible(seat, campaign_id)
    report, form = _report(request, campaign)
    given = shown(request, report)
    if seat.kind == Kind.OPERATOR:
        given["listings"]["places"] = _by_exchange(request, campaign)
    if asked := file_asked(given):
        return asked
    live = reverse("campaigns:figures", args=[campaign.id])
    return render(
        request,
        "campaigns/detail.html",
        given
        | common(campaign, seat, "detail")
        | {
            "period_form": form,
            "live_url": f"{live}{given['query']}",
            "trail_url": reverse("campaigns:clicks", args=[campaign.id]),
            "film_approval": status_of("film", campaign.film_id),
            "approval": status_of("campaign", campaign.id),
        },
    )


@require_safe
@seated(*_LOOK)
def figures(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Give the first figures alone, for the page to refresh itself."""
    campaign = visible(seat, campaign_id)
    now, flights = timezone.now(), flights_of(campaign)
    period, _form = period_of(request, flights, now)
    given = {"report": headline(campaign, flights, period, now), "at": now}
    answer = render(request, "campaigns/_figures.html", given)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@seated(*_LOOK)
def pdf(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Give the report as a paper to keep or to send."""
    report, _form = _report(request, visible(seat, campaign_id))
    return on_paper(report)


@require_safe
@seated(*_LOOK)
def file(request: HttpRequest, seat: Seat, campaign_id: str, kind: str) -> HttpResponse:
    """Give all that the report tells as a file."""
    known = {str(one): one for one in get_args(FileKind)}
    if kind not in known:
        raise Http404
    report, _form = _report(request, visible(seat, campaign_id))
    return to_file(report, known[kind])


@require_safe
@seated(*_LOOK)
def clicks(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """List the clicks behind the figures; no spectator is in them."""
    campaign = visible(seat, campaign_id)
    rows = ClickTrail.objects.filter(line__flight__campaign=campaign)
    listing = list_rows(
        request,
        ClickTable,
        rows.select_related("line", "creative", "placement__publisher"),
        filters=ClickFilters,
        name="clics",
    )
    if listing.file:
        return listing.file
    given = common(campaign, seat, "detail") | {"listing": listing}
    return render(request, "campaigns/clicks.html", given)


def on_paper(report: Report) -> HttpResponse:
    """Answer with the paper."""
    at = report.counted_until or timezone.now()
    answer = HttpResponse(to_pdf(report, at), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{file_name(report)}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _report(request: HttpRequest, campaign: Campaign) -> tuple[Report, Any]:
    now, flights = timezone.now(), flights_of(campaign)
    least = rules_in_force(paris_date(from_datetime(now))).smallest_cell
    period, form = period_of(request, flights, now)
    return gather(campaign, flights, period, now, least), form


def _by_exchange(request: HttpRequest, campaign: Campaign) -> Listing:
    period, _form = period_of(request, flights_of(campaign), timezone.now())
    rows = by_exchange(campaign, period)
    name = "bilan-places-de-marche"
    return list_rows(request, ExchangeTable, rows, key="places", name=name)
