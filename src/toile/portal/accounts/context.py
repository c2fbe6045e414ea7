"""What the shell of every page shows: who is signed in, for whom, and where to go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from toile.portal.accounts.bar import bar_of
from toile.portal.accounts.menu import ACCOUNT_MENU, OWNER_MENU, SEATED_MENU
from toile.portal.accounts.seats import find_seat
from toile.portal.accounts.selectors import memberships_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template its seat, its menu and the demonstration ribbon."""
    given: dict[str, Any] = {
        "simulated": settings.TOILE.simulated,
        "two_factor_waived": not settings.TOILE.two_factor_required,
    }
    if not hasattr(request, "user") or not hasattr(request, "session"):
        return given
    given["account_menu"] = ACCOUNT_MENU
    seat = find_seat(request)
    if seat is None:
        return given
    match = request.resolver_match
    here = match.view_name if match else ""
    return given | {
        "seat": seat,
        "seats": memberships_of(seat.user),
        "account_menu": (
            ACCOUNT_MENU + SEATED_MENU + (OWNER_MENU if seat.is_owner else ())
        ),
        # Parts of a page are given this too, and show no menu: none counts for them.
        "menu": SimpleLazyObject(lambda: bar_of(seat.kind, here)),
    }
