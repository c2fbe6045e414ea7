"""The pixel: the lines for a site, whoever places them, and whether it works."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.cinemas.rules import visible_cinemas
from toile.portal.mail.services import absolute
from toile.portal.members import letters
from toile.portal.members.forms import SiteToolsForm, WebmasterForm
from toile.portal.members.pixel.consent_tools import CONSENT_GUIDES, OWN_BANNER
from toile.portal.members.pixel.lines import lines_of
from toile.portal.members.pixel.makers import DEFAULT_MAKER, MAKERS
from toile.portal.payouts.signs import signs_of
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind


def found(seat: Seat, cinema_id: str) -> Cinema:
    """Find a cinema that the organisation may see; a foreign one is 404."""
    cinema: Cinema = get_object_or_404(visible_cinemas(seat.organisation), id=cinema_id)
    return cinema


@require_http_methods(["GET", "HEAD", "POST"])
@seated(Kind.CINEMA, Kind.UNION)
def pixel(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponseBase:
    """Show a member's lines and what is seen of them."""
    cinema = found(seat, cinema_id)
    may_change = seat.may_change and seat.kind == Kind.CINEMA
    if request.method == "POST" and not may_change:
        raise PermissionDenied(_("Le cinéma seul dit avec quoi son site est fait."))
    return pixel_page(request, cinema, {}, may_change=may_change)


def pixel_page(
    request: HttpRequest, cinema: Cinema, given: Mapping[str, Any], *, may_change: bool
) -> HttpResponseBase:
    """Show a site's lines with its tutorial; keep what the site is made with."""
    sites = list(cinema.sites.order_by("name"))
    wanted = request.GET.get("site") or request.POST.get("site") or ""
    site = next((one for one in sites if one.id == wanted), sites[0] if sites else None)
    form = SiteToolsForm(
        request.POST if request.method == "POST" else None, initial=_initial(site)
    )
    if request.method == "POST" and form.is_valid() and site and may_change:
        cinemas.change_site(
            site,
            request.user if request.user.is_authenticated else None,
            **form.cleaned_data,
        )
        messages.success(request, _("Le tutoriel est celui de votre site."))
        return redirect(f"{request.path}?site={site.id}")
    status = 422 if request.method == "POST" else 200
    today = paris_date(now_ms())
    return render(
        request,
        "members/pixel.html",
        {
            **given,
            "cinema": cinema,
            "sites": sites,
            "site": site,
            "form": form,
            "letter": WebmasterForm(),
            "may_change": may_change,
            "found": next((s for s in signs_of(cinema, today) if s.site == site), None),
            **(_tutorial(site) if site else {}),
        },
        status=status,
    )


def _initial(site: Site | None) -> dict[str, str]:
    if site is None:
        return {}
    return {
        "maker": site.maker or DEFAULT_MAKER,
        "consent_tool": site.consent_tool or OWN_BANNER,
    }


def _tutorial(site: Site) -> dict[str, Any]:
    tool = site.consent_tool or OWN_BANNER
    return {
        "maker": MAKERS.get(site.maker, MAKERS[DEFAULT_MAKER]),
        "guide": CONSENT_GUIDES.get(tool, CONSENT_GUIDES[OWN_BANNER]),
        "own_banner": tool == OWN_BANNER,
        "lines": lines_of(site, tool),
        "privacy_url": absolute(reverse("spectators:my_data")),
    }


@never_cache
@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def signs(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Tell what has been seen of a pixel, for the page that looks every while."""
    cinema = found(seat, cinema_id)
    wanted = request.GET.get("site", "")
    seen = signs_of(cinema, paris_date(now_ms()))
    shown = next((one for one in seen if one.site.id == wanted), None)
    given = {"found": shown or (seen[0] if seen else None), "cinema": cinema}
    return render(request, "members/_signs.html", given)


@require_POST
@seated(Kind.CINEMA)
def webmaster(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Send a site's lines to whoever places them."""
    cinema = found(seat, cinema_id)
    site = get_object_or_404(cinema.sites, id=request.POST.get("site", ""))
    form = WebmasterForm(request.POST)
    if not form.is_valid():
        given = {
            "cinema": cinema,
            "sites": [site],
            "site": site,
            "form": SiteToolsForm(initial=_initial(site)),
            "letter": form,
            "may_change": True,
            **_tutorial(site),
        }
        return render(request, "members/pixel.html", given, status=422)
    to = form.cleaned_data["email"]
    lines = lines_of(site, site.consent_tool or OWN_BANNER)
    letters.to_webmaster(to, site, lines, form.cleaned_data["note"], seat.user)
    messages.success(request, _("Les lignes sont parties vers %s.") % to)
    back = reverse("members:cinema_pixel", args=[cinema.id])
    return redirect(f"{back}?site={site.id}")
