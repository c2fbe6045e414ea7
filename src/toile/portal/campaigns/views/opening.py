"""Opening a campaign for the person who asks, or finding nothing."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, SeatedView, View, seated
from toile.portal.campaigns.models import Campaign
from toile.portal.campaigns.rules import own_campaigns, visible_campaigns

StepView = Callable[[HttpRequest, Seat, Campaign], HttpResponse]


def visible(seat: Seat, campaign_id: str) -> Campaign:
    """Find a campaign that the person may look at."""
    campaigns = visible_campaigns(seat.organisation)
    return get_object_or_404(
        campaigns.select_related("film", "distributor"), id=campaign_id
    )


def own(seat: Seat, campaign_id: str) -> Campaign:
    """Find a campaign that the person's organisation may change."""
    campaigns = own_campaigns(seat.organisation)
    return get_object_or_404(
        campaigns.select_related("film", "distributor"), id=campaign_id
    )


def of_a_draft(view: StepView) -> View[[str]]:
    """Open a draft of the person's own; any other campaign is shown, not changed."""

    @wraps(view)
    def opened(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
        campaign = own(seat, campaign_id)
        if campaign.status != Campaign.Status.DRAFT:
            messages.error(
                request,
                _(
                    "Le syndicat décide d’une campagne telle qu’elle lui est soumise : "
                    "seul un brouillon se modifie. Dupliquez-la pour en changer."
                ),
            )
            return redirect("campaigns:settings", campaign.id)
        return view(request, seat, campaign)

    plain: SeatedView[[str]] = opened
    return seated(Organisation.Kind.DISTRIBUTOR)(plain)
