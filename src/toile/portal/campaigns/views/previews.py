"""Creatives in mock pages of publishers, and the frame inside them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.campaigns.forms.preview import PreviewForm
from toile.portal.campaigns.models import Campaign, Creative
from toile.portal.campaigns.previews import frame_of
from toile.portal.campaigns.views.opening import visible
from toile.portal.campaigns.wizard.mockups import PHONE, mockup
from toile.portal.inventory.models import Placement
from toile.portal.inventory.selectors import placements

Kind = Organisation.Kind


@require_safe
@seated(Kind.DISTRIBUTOR, Kind.UNION, Kind.OPERATOR)
def preview(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Show a creative of a campaign in a page of one of its publishers."""
    campaign = visible(seat, campaign_id)
    given = previewed(request, campaign)
    return render(request, "campaigns/preview.html", given | {"campaign": campaign})


@require_safe
@seated(Kind.DISTRIBUTOR, Kind.UNION, Kind.OPERATOR)
def frame(
    request: HttpRequest, seat: Seat, creative_id: str, placement_id: str
) -> HttpResponse:
    """Give the creative's own frame, sized for a placement."""
    del request
    creative = get_object_or_404(Creative, id=creative_id)
    campaign = visible(seat, creative.campaign_id)
    place = get_object_or_404(Placement, id=placement_id)
    format_: Any = place.format
    return frame_of(campaign, creative, format_, place.width, place.height)


def previewed(request: HttpRequest, campaign: Campaign) -> dict[str, Any]:
    """What a page shows of a preview: its choices and the mock page."""
    creatives = campaign.creatives.order_by("name", "id")
    chosen = places_of(campaign)
    data = request.GET.copy()
    first, place = creatives.first(), chosen.first()
    if first:
        data.setdefault("creation", first.id)
    if place:
        data.setdefault("emplacement", place.id)
    data.setdefault("ecran", "ordinateur")
    form = PreviewForm(data, creatives, chosen)
    if not form.is_valid():
        return {"preview_form": form, "mockup": None}
    found = form.cleaned_data
    phone = found["ecran"] == PHONE
    return {
        "preview_form": form,
        "mockup": mockup(found["creation"], found["emplacement"], phone=phone),
    }


def places_of(campaign: Campaign) -> QuerySet[Placement]:
    """The places a campaign has chosen; all that are open before it has."""
    chosen = placements().filter(lines__flight__campaign=campaign).distinct()
    if chosen.exists():
        return chosen
    return placements().filter(status=Placement.Status.ACTIVE)
