"""The tabs of a campaign beside its report: settings, creatives, exchanges; a copy."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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
from toile.portal.approvals import services as approvals
from toile.portal.approvals.forms import CommentForm
from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import status_of
from toile.portal.approvals.thread import thread_of
from toile.portal.campaigns import selectors, services
from toile.portal.campaigns.cautions import cautions_of
from toile.portal.campaigns.criteria import describe, describe_buying
from toile.portal.campaigns.forms.steps import DuplicateForm, SubmitForm, copy_name
from toile.portal.campaigns.models import Campaign, Creative
from toile.portal.campaigns.splits import splits
from toile.portal.campaigns.tabs import tabs
from toile.portal.campaigns.views.opening import of_a_draft, own, visible
from toile.portal.campaigns.views.running import run_step, too_early
from toile.portal.campaigns.wizard.steps import first_open, path_at, step_url
from toile.portal.ui.forms import posted
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind
_LOOK = (Kind.DISTRIBUTOR, Kind.UNION, Kind.OPERATOR)


def common(campaign: Campaign, seat: Seat, tab: str) -> dict[str, Any]:
    """What every tab of a campaign shows: its state, the tabs, what may be done."""
    mine = campaign.distributor_id == seat.organisation.id
    return {
        "campaign": campaign,
        "own": mine,
        "may_change": mine and seat.may_change,
        "tabs": tabs(campaign, tab),
    }


@require_safe
@seated(*_LOOK)
def settings(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Show what a campaign is: dates, criteria, places, price; and what can be done."""
    campaign = visible(seat, campaign_id)
    given = common(campaign, seat, "settings") | summary(campaign)
    if campaign.status == Campaign.Status.DRAFT:
        now = timezone.now()
        given["resume_url"] = step_url(campaign, first_open(campaign, now))
        given["path"] = path_at(campaign, "review", now)
    return render(request, "campaigns/settings.html", given)


@require_safe
@seated(*_LOOK)
def creatives(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Show a campaign's creatives, how they share its showing, and what each did."""
    campaign = visible(seat, campaign_id)
    found = selectors.creative_figures(campaign)
    given = common(campaign, seat, "creatives") | {
        "creatives": splits(found),
        "statuses": Creative.Status.choices,
    }
    return render(request, "campaigns/creatives.html", given)


@require_safe
@seated(*_LOOK)
def exchanges(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Show what the distributor and the union wrote about a campaign."""
    return _exchanges(request, seat, visible(seat, campaign_id), CommentForm())


@require_POST
@seated(Kind.DISTRIBUTOR, Kind.UNION)
def write(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Take a message about a campaign."""
    campaign = visible(seat, campaign_id)
    approval = status_of(Approval.Kind.CAMPAIGN, campaign.id)
    form = CommentForm(request.POST)
    if approval is None or not form.is_valid():
        return _exchanges(request, seat, campaign, form)
    approvals.comment(
        approval,
        seat.organisation,
        seat.user,
        form.cleaned_data["text"],
        form.cleaned_data["key"],
    )
    return redirect("campaigns:exchanges", campaign.id)


def _exchanges(
    request: HttpRequest, seat: Seat, campaign: Campaign, form: CommentForm
) -> HttpResponse:
    given = common(campaign, seat, "exchanges") | {
        "approval": status_of(Approval.Kind.CAMPAIGN, campaign.id),
        "film_approval": status_of(Approval.Kind.FILM, campaign.film_id),
        "thread": thread_of(Approval.Kind.CAMPAIGN, campaign.id),
        "form": form,
        "may_write": seat.may_change and seat.kind != Kind.OPERATOR,
    }
    status = 422 if form.errors else 200
    return render(request, "campaigns/exchanges.html", given, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@of_a_draft
def review(request: HttpRequest, seat: Seat, campaign: Campaign) -> HttpResponse:
    """Show a draft as a whole, with what it lacks; send it to the union."""
    if early := too_early(request, campaign, "review"):
        return early
    form = SubmitForm(posted(request))

    def save(given: dict[str, Any]) -> None:
        services.submit(campaign, seat.user)
        approval = status_of(Approval.Kind.CAMPAIGN, campaign.id)
        if given["text"].strip() and approval:
            approvals.comment(
                approval, seat.organisation, seat.user, given["text"], given["key"]
            )

    if request.method == "POST" and form.is_valid():
        try:
            save(form.cleaned_data)
        except ValidationError as error:
            campaign.refresh_from_db()
            form.add_error(None, error)
        else:
            messages.success(request, _("La campagne est soumise au syndicat."))
            return redirect("campaigns:exchanges", campaign.id)
    return run_step(request, campaign, "review", form, save, **summary(campaign))


@require_http_methods(["GET", "HEAD", "POST"])
@seated(Kind.DISTRIBUTOR)
def duplicate(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Make a new draft of a campaign, for other dates."""
    campaign = own(seat, campaign_id)
    today = paris_date(now_ms())
    form = DuplicateForm(
        posted(request),
        today=today,
        initial={"name": copy_name(campaign), "first": today},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        copy = services.duplicate(
            campaign, given["name"], given["first"], given["key"], seat.user
        )
        messages.success(request, _("La copie est un brouillon : vérifiez-la."))
        return redirect(step_url(copy, first_open(copy, timezone.now())))
    given = {"campaign": campaign, "form": form}
    status = 422 if form.errors else 200
    return render(request, "campaigns/duplicate.html", given, status=status)


@require_POST
@seated(Kind.DISTRIBUTOR)
def abandon(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Delete a draft that the union has never seen."""
    campaign = own(seat, campaign_id)
    try:
        services.abandon(campaign, seat.user)
    except ValidationError as error:
        for fault in error.messages:
            messages.error(request, fault)
        return redirect("campaigns:settings", campaign_id)
    messages.success(request, _("Le brouillon est supprimé."))
    return redirect("campaigns:list")


def summary(campaign: Campaign) -> dict[str, Any]:
    """A campaign in facts: each line with its criteria, places and price."""
    lines = selectors.line_figures(campaign)
    return {
        "lines": [
            (line, describe(line) + describe_buying(line), cautions_of(line))
            for line, _done in lines
        ],
        "flights": list(campaign.flights.all()),
        "creative_list": list(campaign.creatives.all()),
        "budget_micros": sum(line.budget_micros for line, _done in lines),
        "film_approval": status_of(Approval.Kind.FILM, campaign.film_id),
        "approval": status_of(Approval.Kind.CAMPAIGN, campaign.id),
        "edit": {
            name: reverse(f"campaigns:{name}_step", args=[campaign.id])
            for name in ("film", "dates", "criteria", "sites", "creatives", "budget")
        },
    }
