"""The live forecast, as a part of the wizard's pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toile.portal.accounts.seats import Seat
from toile.portal.campaigns.models import Campaign
from toile.portal.campaigns.views.opening import of_a_draft


@require_safe
@of_a_draft
def forecast(request: HttpRequest, _seat: Seat, campaign: Campaign) -> HttpResponse:
    """Give the forecast alone, for the page to refresh itself."""
    return render(request, "campaigns/_forecast.html", {"campaign": campaign})
