"""One site: what is strange about it, and what becomes of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas.models import Site
from toile.portal.decisions import selectors, services
from toile.portal.decisions.forms import SiteForm
from toile.portal.decisions.models import SiteVerdict
from toile.portal.decisions.signs import SIGNS, signs_of
from toile.portal.decisions.site_days import days_chart, site_days
from toile.wire.clock import now_ms, paris_date

CHANGED = 409
INVALID = 422
Verdict = SiteVerdict.Verdict


@require_http_methods(["GET", "HEAD", "POST"])
@seated(Organisation.Kind.UNION)
def site(request: HttpRequest, seat: Seat, site_id: str) -> HttpResponse:
    """Show a site and its last days; suspend it, let it report again, or leave it."""
    found = get_object_or_404(
        Site.objects.select_related("cinema__organisation"), pk=site_id
    )
    if request.method != "POST":
        return _show(request, seat, found, SiteForm())
    form = SiteForm(request.POST)
    if not form.is_valid():
        return _show(request, seat, found, form, status=INVALID)
    given = form.cleaned_data
    today = paris_date(now_ms())
    try:
        made = services.judge_site(
            found.pk, given["verdict"], given["reason"], seat.user, today
        )
    except services.StaleError as error:
        found.refresh_from_db()
        again = SiteForm(initial={"reason": given["reason"]})
        told = error.messages[0]
        return _show(request, seat, found, again, stale=told, status=CHANGED)
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, seat, found, form, status=INVALID)
    messages.success(request, _said(made))
    return redirect("decisions:queue")


def _show(
    request: HttpRequest,
    seat: Seat,
    found: Site,
    form: SiteForm,
    *,
    stale: str = "",
    status: int = 200,
) -> HttpResponse:
    today = paris_date(now_ms())
    least = rules_in_force(today).smallest_cell
    days = site_days(found, today, least)
    return render(
        request,
        "decisions/site.html",
        {
            "site": found,
            "signs": [SIGNS[sign] for sign in signs_of(found, today)],
            "figures": days,
            "least": least,
            "chart": days_chart(days),
            "form": form,
            "verdicts": selectors.verdicts_of(found),
            "suspended": found.status == Site.Status.SUSPENDED,
            "may_decide": seat.may_change,
            "stale": stale,
        },
        status=status,
    )


def _said(made: SiteVerdict) -> str:
    name = str(made.site)
    if made.verdict == Verdict.SUSPENDED:
        return _(
            "%s est suspendu : le pool n’en reçoit plus rien d’ici une minute."
        ) % (name)
    if made.verdict == Verdict.LIFTED:
        return _("La suspension de %s est levée : il compte de nouveau.") % name
    return _("%s reste en service ; ces signes se taisent 30 jours.") % name
