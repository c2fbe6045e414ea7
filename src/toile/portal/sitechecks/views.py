"""The pages of checks: a cinema's, one check, its pictures and its proof; all sites."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.cinemas.rules import visible_cinemas
from toile.portal.sitechecks import pictures, services
from toile.portal.sitechecks.models import Picture, SiteCheck
from toile.portal.sitechecks.proof import archive_of
from toile.portal.sitechecks.selectors import all_sites, checks_of, newest_of
from toile.portal.sitechecks.tables import CheckedSites, SiteFilters
from toile.portal.sitechecks.words import told
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind
_SHOWN = 60


@require_safe
@seated(Kind.UNION)
def sites(request: HttpRequest, _seat: Seat) -> HttpResponse:
    """List every member's site with its newest check."""
    rows = all_sites(paris_date(now_ms()))
    found = list_rows(
        request, CheckedSites, rows, filters=SiteFilters, name="verifications"
    )
    if found.file:
        return found.file
    return render(request, "sitechecks/sites.html", {"listing": found})


@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def cinema(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Show a cinema's sites, each with its newest check, and what was found before."""
    found = get_object_or_404(visible_cinemas(seat.organisation), id=cinema_id)
    listed = list(found.sites.order_by("name"))
    newest = newest_of(listed)
    given = {
        "cinema": found,
        "sites": [(site, newest.get(site.pk)) for site in listed],
        "checks": checks_of(found)[:_SHOWN],
        "may_ask": seat.may_change,
    }
    return render(request, "sitechecks/cinema.html", given)


@require_POST
@seated(Kind.CINEMA, Kind.UNION)
def ask(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Ask for a check of one of a cinema's sites, and go to where it is seen."""
    if not seat.may_change:
        raise PermissionDenied
    found = get_object_or_404(visible_cinemas(seat.organisation), id=cinema_id)
    site = get_object_or_404(found.sites, id=request.POST.get("site", ""))
    if not site.origins:
        messages.error(request, _("Ce site n’a pas d’adresse : il ne s’ouvre pas."))
        return redirect("sitechecks:cinema", found.pk)
    return redirect("jobs:job", services.ask(site, seat.user).pk)


@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def check(request: HttpRequest, seat: Seat, check_id: str) -> HttpResponse:
    """Show what a check found, in words and pictures."""
    found = _found(seat, check_id)
    given = {
        "check": found,
        "cinema": found.site.cinema,
        "told": told(found.told),
        "may_ask": seat.may_change,
        "pictures": [
            (one, pictures.intact(one.sha256)) for one in found.pictures.all()
        ],
    }
    return render(request, "sitechecks/check.html", given)


@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def proof(_request: HttpRequest, seat: Seat, check_id: str) -> HttpResponse:
    """Give a check with its pictures and their hashes, for an audit."""
    found = _found(seat, check_id)
    answer = HttpResponse(archive_of(found), content_type="application/zip")
    name = f"verification-{found.at:%Y-%m-%d}-{found.pk.lower()}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def picture(_request: HttpRequest, seat: Seat, picture_id: str) -> HttpResponse:
    """Give a picture; it is named by its content, so it never changes."""
    mine = Picture.objects.filter(check_of__in=_visible(seat))
    found = get_object_or_404(mine, id=picture_id)
    try:
        content = pictures.path_of(found.sha256).read_bytes()
    except OSError as error:
        raise Http404 from error
    answer = HttpResponse(content, content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    return answer


def _visible(seat: Seat) -> QuerySet[SiteCheck]:
    mine = visible_cinemas(seat.organisation)
    return SiteCheck.objects.filter(site__cinema__in=mine)


def _found(seat: Seat, check_id: str) -> SiteCheck:
    rows = _visible(seat).select_related("site__cinema__organisation", "by")
    return get_object_or_404(rows, id=check_id)
