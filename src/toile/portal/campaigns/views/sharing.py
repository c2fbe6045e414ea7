"""Links to a report: those who share list and close them, those who hold one read."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.campaigns import services
from toile.portal.campaigns.forms.sharing import LinkForm
from toile.portal.campaigns.models import Campaign, ReportLink
from toile.portal.campaigns.report.context import file_asked, period_of, shown
from toile.portal.campaigns.report.gather import flights_of, gather
from toile.portal.campaigns.report.rush import too_many
from toile.portal.campaigns.report.told import Report, without_money
from toile.portal.campaigns.rules import own_campaigns
from toile.portal.campaigns.services.sharing import digest_of
from toile.portal.campaigns.views.detail import common
from toile.portal.campaigns.views.opening import own
from toile.portal.campaigns.views.report import on_paper
from toile.portal.charter.selectors import rules_in_force
from toile.portal.ui.shown_once import ShownOnce
from toile.wire.clock import from_datetime, paris_date

Kind = Organisation.Kind
_NEW_LINK = ShownOnce("toile_new_link")
# The address is the key: no other site is told it, no search engine and no cache.
_GUARDS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
}

_Shared = Callable[[HttpRequest, ReportLink, str], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
@seated(Kind.DISTRIBUTOR)
def links(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """List the links to a report, and make another."""
    campaign = own(seat, campaign_id)
    form = LinkForm(request.POST or None)
    here = reverse("campaigns:links", args=[campaign.id])
    if request.method == "POST" and form.is_valid():
        try:
            link, token = services.make_link(
                campaign, by=seat.user, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            made = redirect(here)
            _NEW_LINK.hand_over(made, here, link.id, token)
            return made
    return _links(request, seat, campaign, form)


@require_POST
@seated(Kind.DISTRIBUTOR)
def revoke(request: HttpRequest, seat: Seat, link_id: str) -> HttpResponse:
    """Close a link at once."""
    link = get_object_or_404(
        ReportLink.objects.select_related("campaign__distributor"),
        id=link_id,
        campaign__in=own_campaigns(seat.organisation),
    )
    services.revoke_link(link, seat.user)
    messages.success(
        request, _("Le lien « %s » est révoqué : il n’ouvre plus rien.") % link.label
    )
    return redirect("campaigns:links", link.campaign_id)


def _opened(view: _Shared) -> Callable[[HttpRequest, str], HttpResponse]:
    """Open a report for whoever holds its token, or say why it stays closed."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        link = (
            ReportLink.objects.select_related("campaign__film", "campaign__distributor")
            .filter(digest=digest_of(token))
            .first()
        )
        if link is None:
            raise Http404
        state = link.state(timezone.now())
        if state != "active":
            given = {"link": link, "state": state, "bare": True, "menu": ()}
            answer = render(request, "campaigns/closed.html", given, status=410)
        elif wait := too_many(link.id):
            given = {"wait": wait, "bare": True, "menu": ()}
            answer = render(request, "campaigns/rush.html", given, status=429)
            answer["Retry-After"] = str(wait)
        else:
            services.note_opening(link)
            answer = view(request, link, token)
        for name, value in _GUARDS.items():
            answer[name] = value
        return answer

    return guarded


@require_safe
@_opened
def shared(request: HttpRequest, link: ReportLink, token: str) -> HttpResponse:
    """Show a report to somebody without an account: the report, nothing else."""
    report, form = _report_of(request, link)
    given = shown(request, report)
    if asked := file_asked(given):
        return asked
    pdf = reverse("campaigns:shared_pdf", args=[token])
    given |= {
        "link": link,
        "campaign": link.campaign,
        "period_form": form,
        "pdf_url": f"{pdf}{given['query']}",
        "bare": True,
        "menu": (),
    }
    return render(request, "campaigns/shared.html", given)


@require_safe
@_opened
def shared_pdf(request: HttpRequest, link: ReportLink, _token: str) -> HttpResponse:
    """Give the same on paper."""
    report, _form = _report_of(request, link)
    return on_paper(report)


def _report_of(request: HttpRequest, link: ReportLink) -> tuple[Report, object]:
    now, flights = timezone.now(), flights_of(link.campaign)
    least = rules_in_force(paris_date(from_datetime(now))).smallest_cell
    period, form = period_of(request, flights, now)
    report = gather(link.campaign, flights, period, now, least)
    return (report if link.with_money else without_money(report)), form


def _links(
    request: HttpRequest, seat: Seat, campaign: Campaign, form: LinkForm
) -> HttpResponse:
    new_id, token = _NEW_LINK.take_over(request)
    now = timezone.now()
    found = [
        (link, link.state(now)) for link in campaign.links.select_related("made_by")
    ]
    new = next((link for link, _state in found if link.id == new_id), None)
    address = ""
    if new is not None:
        address = request.build_absolute_uri(reverse("campaigns:shared", args=[token]))
    given = common(campaign, seat, "detail") | {
        "form": form,
        "links": found,
        "new": new,
        "address": address,
    }
    status = 422 if form.errors else 200
    answer = render(request, "campaigns/links.html", given, status=status)
    answer["Cache-Control"] = "no-store"
    if token:
        _NEW_LINK.forget(answer, request.path)
    return answer
