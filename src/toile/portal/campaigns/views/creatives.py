"""Creatives: given ready-made or made of the film's files; shown more or less often."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.campaigns import services
from toile.portal.campaigns.forms import CreativeForm
from toile.portal.campaigns.forms.files import AdjustForm, FromMastersForm
from toile.portal.campaigns.models import Campaign, Creative, Master
from toile.portal.campaigns.rules import own_campaigns
from toile.portal.campaigns.views.opening import of_a_draft, own
from toile.portal.campaigns.views.previews import previewed
from toile.portal.campaigns.views.running import run_step
from toile.portal.campaigns.wizard.steps import step_url
from toile.portal.ui.forms import posted

Kind = Organisation.Kind
_TAKES = require_http_methods(["GET", "HEAD", "POST"])


@_TAKES
@of_a_draft
def creatives_step(
    request: HttpRequest, seat: Seat, campaign: Campaign
) -> HttpResponse:
    """Show what a draft has to show, in mock pages; make more of the film's files."""
    masters = Master.objects.filter(film=campaign.film)
    form = FromMastersForm(
        posted(request),
        masters=masters,
        initial={"name": _name_for(campaign)},
    )

    def save(given: dict[str, Any]) -> None:
        services.add_creative_from(
            campaign, given["name"], given["poster"], given["trailer"], seat.user
        )
        messages.success(request, _("La création est faite ; la voici en situation."))

    return run_step(
        request,
        campaign,
        "creatives",
        form,
        save,
        creatives=list(campaign.creatives.all()),
        ready=masters.filter(kind="poster", state=Master.State.DONE).exists(),
        waiting=masters.exclude(
            state__in=[Master.State.DONE, Master.State.FAILED]
        ).exists(),
        **previewed(request, campaign),
    )


@_TAKES
@seated(Kind.DISTRIBUTOR)
def add_creative(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Take in a ready-made poster or teaser; a fault is told beside its file."""
    campaign = get_object_or_404(own_campaigns(seat.organisation), id=campaign_id)
    form = CreativeForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_creative(
                campaign,
                form.cleaned_data["name"],
                _content(form.cleaned_data["poster"]),
                _content(form.cleaned_data["teaser"]) or None,
                seat.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("La création est déposée."))
            return redirect(_back(campaign))
    given = {"form": form, "campaign": campaign, "back": _back(campaign)}
    status = 422 if form.errors else 200
    return render(request, "campaigns/add_creative.html", given, status=status)


@require_POST
@seated(Kind.DISTRIBUTOR)
def adjust(request: HttpRequest, seat: Seat, creative_id: str) -> HttpResponse:
    """Show a creative more or less often, or not at all."""
    creative = get_object_or_404(Creative, id=creative_id)
    campaign = own(seat, creative.campaign_id)
    form = AdjustForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("Donnez un poids de 1 à 9."))
        services.adjust_creative(creative, by=seat.user, **form.cleaned_data)
        messages.success(request, _("« %s » est réglée.") % creative.name)
    except ValidationError as error:
        for fault in error.messages:
            messages.error(request, f"{creative.name} : {fault}")
    return redirect("campaigns:creatives", campaign.id)


@require_POST
@seated(Kind.DISTRIBUTOR)
def remove(request: HttpRequest, seat: Seat, creative_id: str) -> HttpResponse:
    """Take a creative out of a draft."""
    creative = get_object_or_404(Creative, id=creative_id)
    campaign = own(seat, creative.campaign_id)
    try:
        services.remove_creative(creative, seat.user)
        messages.success(request, _("La création est retirée."))
    except ValidationError as error:
        for fault in error.messages:
            messages.error(request, fault)
    return redirect(_back(campaign))


def _back(campaign: Campaign) -> str:
    if campaign.status == Campaign.Status.DRAFT:
        return step_url(campaign, "creatives")
    return reverse("campaigns:creatives", args=[campaign.id])


def _name_for(campaign: Campaign) -> str:
    number = campaign.creatives.count() + 1
    return _("%(film)s, version %(number)d") % {
        "film": campaign.film.title[:120],
        "number": number,
    }


def _content(file: "UploadedFile[bytes] | None") -> bytes:
    # The form has refused what is too heavy to be held in memory.
    return file.read() if file else b""
