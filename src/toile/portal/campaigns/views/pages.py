"""Campaign pages: for distributors to run, for the union and the operator to read."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.campaigns import selectors, services
from toile.portal.campaigns.forms import MoveForm
from toile.portal.campaigns.models import Creative
from toile.portal.campaigns.rules import own_campaigns, visible_campaigns
from toile.portal.campaigns.tables import CampaignFilters, CampaignTable
from toile.portal.campaigns.uploads.ranges import send
from toile.portal.campaigns.uploads.store import find
from toile.portal.ui.tables import list_rows

Kind = Organisation.Kind

_MOVES = {
    "submit": services.submit,
    "go_live": services.go_live,
    "pause": services.pause,
    "end": services.end,
}


@require_safe
@seated(Kind.DISTRIBUTOR, Kind.UNION, Kind.OPERATOR)
def campaigns(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List campaigns with what they delivered."""
    visible = visible_campaigns(seat.organisation)
    listing = list_rows(
        request,
        CampaignTable,
        selectors.campaigns_with_figures(visible),
        filters=CampaignFilters,
        name="campagnes",
        exclude=("distributor",) if seat.kind == Kind.DISTRIBUTOR else (),
    )
    if listing.file:
        return listing.file
    given = {
        "listing": listing,
        "may_begin": seat.kind == Kind.DISTRIBUTOR and seat.may_change,
    }
    return render(request, "campaigns/list.html", given)


@require_POST
@seated(Kind.DISTRIBUTOR)
def move(request: HttpRequest, seat: Seat, campaign_id: str) -> HttpResponse:
    """Submit, put live, pause or end a campaign of one's own."""
    campaign = get_object_or_404(own_campaigns(seat.organisation), id=campaign_id)
    form = MoveForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("Choisissez ce que la campagne doit devenir."))
        _MOVES[form.cleaned_data["move"]](campaign, seat.user)
        messages.success(
            request,
            _("La campagne est maintenant : %s.") % campaign.get_status_display(),
        )
    except ValidationError as error:
        for fault in error.messages:
            messages.error(request, fault)
    return redirect("campaigns:detail", campaign_id)


@require_safe
@seated(Kind.DISTRIBUTOR, Kind.UNION, Kind.OPERATOR)
def poster(request: HttpRequest, seat: Seat, creative_id: str) -> HttpResponse:
    """Show a creative's poster to those who may see its campaign."""
    creative = _visible_creative(seat, creative_id)
    fit = creative.fits.get(request.GET.get("taille", ""))
    if fit:
        return _file(request, fit["file"], fit["mime"])
    return _file(request, creative.poster_file, creative.poster_mime)


@require_safe
@seated(Kind.DISTRIBUTOR, Kind.UNION, Kind.OPERATOR)
def teaser(request: HttpRequest, seat: Seat, creative_id: str) -> HttpResponse:
    """Play a creative's teaser to them, whether it is live or still to be judged."""
    creative = _visible_creative(seat, creative_id)
    return _file(request, creative.teaser_file, creative.teaser_mime)


@require_safe
@seated(Kind.OPERATOR)
def live_lines(request: HttpRequest, _seat: Seat) -> HttpResponse:
    """List the lines that are served now."""
    lines = selectors.live_lines(timezone.now())
    return render(request, "campaigns/live_lines.html", {"lines": lines})


def _visible_creative(seat: Seat, creative_id: str) -> Creative:
    return get_object_or_404(
        Creative, id=creative_id, campaign__in=visible_campaigns(seat.organisation)
    )


def _file(request: HttpRequest, name: str, mime: str) -> HttpResponse:
    file = find(name)
    if file is None:
        raise Http404
    return send(file, mime, request.headers.get("Range", ""))
