"""A cinema's dashboard."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.campaigns.uploads.ranges import send
from toile.portal.campaigns.uploads.store import find
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas.models import Cinema
from toile.portal.cinemas.rules import visible_cinemas
from toile.portal.payouts.dashboards import (
    choices_by,
    dashboard,
    films_shown,
    house,
    period_of,
)
from toile.portal.payouts.dashboards.films import shown_creatives
from toile.portal.payouts.dashboards.period import PARAMETER
from toile.portal.payouts.signs import signs_of
from toile.portal.payouts.tables import Clicks, Days, House
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind


@require_safe
@seated(Kind.CINEMA)
def cinemas(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List one's cinemas side by side; who has only one goes straight to it."""
    own = list(visible_cinemas(seat.organisation))
    if len(own) == 1:
        return redirect("payouts:cinema", own[0].id)
    today = paris_date(now_ms())
    period = period_of(request.GET.get(PARAMETER), today)
    least = rules_in_force(today).smallest_cell
    rows = house(own, period, least)
    listing = list_rows(request, House, rows, name="cinemas", least=least)
    if listing.file:
        return listing.file
    given = {"listing": listing, "period": period}
    return render(request, "payouts/cinemas.html", given)


@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def cinema(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Show a cinema its audience, its clicks and its money in a period."""
    found: Cinema = get_object_or_404(visible_cinemas(seat.organisation), id=cinema_id)
    today = paris_date(now_ms())
    period = period_of(request.GET.get(PARAMETER), today)
    least = rules_in_force(today).smallest_cell
    board = dashboard(found, period, least)
    films = films_shown(found, period, least)
    days = list_rows(request, Days, board.rows, name="jours", per_page=31, least=least)
    clicks = list_rows(
        request, Clicks, films, key="films", name="clics-par-film", least=least
    )
    if file := days.file or clicks.file:
        return file
    return render(
        request,
        "payouts/cinema.html",
        {
            "cinema": found,
            "board": board,
            "period": period,
            "films": films,
            "days": days,
            "clicks": clicks,
            "tools": choices_by(found, period, "tool", least),
            "devices": choices_by(found, period, "device", least),
            "least": least,
            "own": seat.kind == Kind.CINEMA,
            "sites": signs_of(found, period.last),
        },
    )


@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def poster(request: HttpRequest, _seat: Seat, creative_id: str) -> HttpResponseBase:
    """Show the poster of a film that was shown to the pool's audience."""
    creative = get_object_or_404(shown_creatives(), id=creative_id)
    file = find(creative.poster_file)
    if file is None:
        raise Http404
    return send(file, creative.poster_mime, request.headers.get("Range", ""))
