"""What the shell of every page shows: who is signed in, for whom, and where to go."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import find_seat
from toile.portal.accounts.selectors import memberships_of


@dataclass(frozen=True)
class Destination:
    """A page of the menu: its URL's name, its label, the pages that lie behind it."""

    url_name: str
    label: Any
    behind: tuple[str, ...] = ()


_CAMPAIGNS = Destination(
    "campaigns:list", _("Campagnes"), ("campaigns:detail", "campaigns:add_creative")
)

# The first page of each kind is its home.
MENU: dict[str, tuple[Destination, ...]] = {
    Organisation.Kind.UNION: (
        Destination("approvals:queue", _("Accords")),
        Destination("payouts:pool", _("Le pool"), ("payouts:cinema",)),
        _CAMPAIGNS,
        Destination("audit:trail", _("Journal d’audit")),
    ),
    Organisation.Kind.OPERATOR: (
        Destination("campaigns:live_lines", _("Lignes en cours")),
        Destination("inventory:list", _("Emplacements")),
        _CAMPAIGNS,
    ),
    Organisation.Kind.CINEMA: (
        Destination("payouts:cinemas", _("Mes cinémas"), ("payouts:cinema",)),
    ),
    Organisation.Kind.DISTRIBUTOR: (_CAMPAIGNS,),
    Organisation.Kind.PUBLISHER: (Destination("inventory:list", _("Emplacements")),),
}

# Of every kind, and last: one goes there seldom.
_TEAM = Destination("accounts:team", _("Équipe"), ("accounts:remove",))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template its seat, its menu and the demonstration ribbon."""
    given: dict[str, Any] = {
        "simulated": settings.TOILE.simulated,
        "two_factor_waived": not settings.TOILE.two_factor_required,
    }
    if not hasattr(request, "user") or not hasattr(request, "session"):
        return given
    seat = find_seat(request)
    if seat is None:
        return given
    match = request.resolver_match
    return given | {
        "seat": seat,
        "seats": memberships_of(seat.user),
        "menu": (*MENU.get(seat.kind, ()), _TEAM),
        "here": match.view_name if match else "",
    }
