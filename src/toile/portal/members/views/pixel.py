"""The pixel: the lines for a site, whoever places them, and whether it works."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
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
from toile.portal.cinemas.models import Cinema
from toile.portal.cinemas.rules import visible_cinemas
from toile.portal.mail.services import absolute
from toile.portal.members import letters, services
from toile.portal.members.forms import WebmasterForm
from toile.portal.members.installation import CHECK, LINES
from toile.portal.members.pixel.notice import notice_of
from toile.portal.members.pixel.plugin import NAME, plugin_of
from toile.portal.members.pixel.tutorial import placed_lines
from toile.portal.members.views.wizard import pixel_page, shown, step_url, wanted_site
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
    """Lead through the installation on a member's site."""
    cinema = found(seat, cinema_id)
    may_change = seat.may_change and seat.kind == Kind.CINEMA
    if request.method == "POST" and not may_change:
        raise PermissionDenied(_("Le cinéma seul dit avec quoi son site est fait."))
    return pixel_page(request, cinema, {}, may_change=may_change)


@never_cache
@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def signs(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Tell what has been seen of a pixel, for the page that looks every while."""
    cinema = found(seat, cinema_id)
    wanted = request.GET.get("site", "")
    seen = signs_of(cinema, paris_date(now_ms()))
    shown_one = next((one for one in seen if one.site.id == wanted), None)
    given = {"found": shown_one or (seen[0] if seen else None), "cinema": cinema}
    return render(request, "members/_signs.html", given)


@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def plugin(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Hand out the WordPress plugin of a site, its key inside."""
    cinema = found(seat, cinema_id)
    site = wanted_site(request, cinema)
    if site is None:
        raise Http404
    page = absolute(reverse("members:cinema_pixel", args=[cinema.id]))
    content = plugin_of(
        site, notice_of(site, paris_date(now_ms())), page + step_url(site, CHECK)
    )
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{NAME}.zip"'
    return answer


@require_POST
@seated(Kind.CINEMA)
def webmaster(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Send a site's lines to whoever places them."""
    cinema = found(seat, cinema_id)
    site = get_object_or_404(cinema.sites, id=request.POST.get("site", ""))
    form = WebmasterForm(request.POST)
    if not form.is_valid():
        given = {"letter": form, "step": LINES}
        return shown(request, cinema, site, given, may_change=True, status=422)
    to = form.cleaned_data["email"]
    lines = placed_lines(site)
    letters.to_webmaster(to, site, lines, form.cleaned_data["note"], seat.user)
    services.tick(site, LINES, paris_date(now_ms()))
    messages.success(request, _("Les lignes sont parties vers %s.") % to)
    back = reverse("members:cinema_pixel", args=[cinema.id])
    return redirect(f"{back}{step_url(site, LINES)}")
