"""The proofs of consent: by site for the union, its own for a cinema."""

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from toile.consent import ASKED
from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas.models import Site
from toile.portal.proofs import selectors, services
from toile.portal.proofs.forms import ExportForm
from toile.portal.proofs.models import ProofExport
from toile.portal.proofs.words import fault, reason
from toile.portal.vendors.selectors import purpose_names
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind
_INVALID = 422


@require_safe
@seated(Kind.UNION, Kind.CINEMA)
def sites(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List the sites with what was answered in the last days, and their chains."""
    today = paris_date(now_ms())
    least = rules_in_force(today).smallest_cell
    return render(
        request,
        "proofs/sites.html",
        {
            "rows": selectors.overview(seat.organisation, today, least),
            "days": selectors.SHOWN_DAYS,
            "least": least,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@seated(Kind.UNION, Kind.CINEMA)
def site(request: HttpRequest, seat: Seat, site_id: str) -> HttpResponse:
    """Show a site's proofs by day, and take an order for a file of them."""
    found = get_object_or_404(selectors.sites_for(seat.organisation), pk=site_id)
    today = paris_date(now_ms())
    if request.method != "POST":
        month = datetime.timedelta(days=selectors.SHOWN_DAYS)
        form = ExportForm(initial={"since": today - month, "until": today})
        return _show(request, seat, found, form)
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _show(request, seat, found, form, _INVALID)
    given = form.cleaned_data
    try:
        services.ask_export(
            found, given["since"], given["until"], seat.organisation, seat.user
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, seat, found, form, _INVALID)
    messages.success(request, _("Le fichier se prépare : rechargez dans un instant."))
    return redirect("proofs:site", found.pk)


@never_cache
@require_safe
@seated(Kind.UNION, Kind.CINEMA)
def download(request: HttpRequest, seat: Seat, export_id: str) -> HttpResponse:
    """Hand out a file to the organisation that asked for it."""
    exports = ProofExport.objects.select_related("site").filter(
        organisation=seat.organisation,
        site__in=selectors.sites_for(seat.organisation),
    )
    found = get_object_or_404(exports, pk=export_id)
    if found.body is None:
        raise Http404(
            _("Ce fichier n’est pas prêt, ou il a été effacé : redemandez-le.")
        )
    answer = HttpResponse(bytes(found.body), content_type="application/zip")
    name = f"preuves-{found.since.isoformat()}-{found.until.isoformat()}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _show(
    request: HttpRequest, seat: Seat, found: Site, form: ExportForm, status: int = 200
) -> HttpResponse:
    today = paris_date(now_ms())
    least = rules_in_force(today).smallest_cell
    days = selectors.days_of(found, today)
    check = selectors.check_of(found)
    reasons = selectors.reasons_of(days, least)
    names = purpose_names()
    return render(
        request,
        "proofs/site.html",
        {
            "site": found,
            "sums": selectors.answers(days, least),
            "days": [(row.day, selectors.answers([row], least)) for row in days],
            "shown_days": selectors.SHOWN_DAYS,
            "reasons": [(reason(code), number) for code, number in reasons],
            "purposes": [(number, names[number]) for number in ASKED],
            "check": check,
            "fault": fault(check.fault) if check and check.fault else "",
            "exports": selectors.exports_of(found, seat.organisation),
            "kept_days": services.KEPT_DAYS,
            "least": least,
            "form": form,
            "may_ask": seat.may_change,
        },
        status=status,
    )
