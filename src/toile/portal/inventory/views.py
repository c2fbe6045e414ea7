"""The list of placements."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.inventory.rules import visible_placements


@require_safe
@seated(Organisation.Kind.OPERATOR, Organisation.Kind.PUBLISHER)
def placements(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show placements with the tag that each publisher pastes."""
    return render(
        request,
        "inventory/list.html",
        {
            "placements": visible_placements(seat.organisation),
        },
    )
