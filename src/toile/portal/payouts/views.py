"""A cinema's dashboard, and the union's view of the pool."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.agreements.selectors import fee_micros
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.cinemas.rules import visible_cinemas
from toile.portal.cinemas.selectors import sites_with_signs
from toile.portal.payouts.dashboards import dashboard, members
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind
SILENT = datetime.timedelta(days=14)
"""After so long without a visit a pixel is not said to work."""


@require_safe
@seated(Kind.CINEMA)
def cinemas(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List one's cinemas; who has only one goes straight to it."""
    own = list(visible_cinemas(seat.organisation))
    if len(own) == 1:
        return redirect("payouts:cinema", own[0].id)
    return render(request, "payouts/cinemas.html", {"cinemas": own})


@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def cinema(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Show a cinema its audience, its clicks, its money and its snippet."""
    found: Cinema = get_object_or_404(visible_cinemas(seat.organisation), id=cinema_id)
    today = paris_date(now_ms())
    sites = [(site, *_snippets(site)) for site in sites_with_signs(found)]
    return render(
        request,
        "payouts/cinema.html",
        {
            "cinema": found,
            "board": dashboard(found, today),
            "silent_before": today - SILENT,
            "sites": sites,
            "privacy_url": f"{settings.TOILE.portal_url}/mes-donnees",
        },
    )


@require_safe
@seated(Kind.UNION)
def pool(request: HttpRequest, _seat: Seat) -> HttpResponse:
    """Show the union its members, their agreements and what they are owed."""
    today = paris_date(now_ms())
    found = members(today)
    return render(
        request,
        "payouts/pool.html",
        {
            "members": found,
            "in_force": sum(1 for one in found if one.agreement),
            "fee_micros": fee_micros(today),
            "owed_micros": sum(one.owed_micros for one in found),
        },
    )


def _snippets(site: Site) -> tuple[str, str]:
    """Write what a site pastes: the pixel alone, and the pixel with a banner."""
    # Without crossorigin the pool's cookie would travel before the page's own yes.
    pixel, banner = (
        f'<script async crossorigin="anonymous" src="{settings.TOILE.pool_url}'
        f'/{script}?site={site.key}"></script>'
        for script in ("pixel.js", "consent.js")
    )
    return pixel, f"{banner}\n{pixel}"
