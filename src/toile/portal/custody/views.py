"""The union's keys: versions, dates, people. Nothing here can show or change a key."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.custody.selectors import overview


@require_safe
@seated(Organisation.Kind.UNION)
def keys(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show how the keys stand, and what is due."""
    return render(request, "custody/keys.html", {"keys": overview()})
