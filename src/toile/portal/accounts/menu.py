"""Where each kind of people goes: the menu of its pages, and that of the account."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation


@dataclass(frozen=True)
class Destination:
    """A page of the menu: its URL's name, its label, the pages that lie behind it."""

    url_name: str
    label: Any
    behind: tuple[str, ...] = ()


_CAMPAIGNS = Destination(
    "campaigns:list",
    _("Campagnes"),
    (
        "campaigns:detail",
        "campaigns:add_creative",
        "campaigns:settings",
        "campaigns:creatives",
        "campaigns:exchanges",
        "campaigns:preview",
        "campaigns:duplicate",
        "campaigns:new",
        "campaigns:film_step",
        "campaigns:dates_step",
        "campaigns:criteria_step",
        "campaigns:sites_step",
        "campaigns:creatives_step",
        "campaigns:budget_step",
        "campaigns:review_step",
    ),
)
_FILMS = Destination(
    "films:list",
    _("Films"),
    ("films:add", "films:detail", "films:edit", "campaigns:masters"),
)

_SHOWTIMES = ("showtimes:films", "showtimes:film")

# The first page of each kind is its home.
MENU: dict[str, tuple[Destination, ...]] = {
    Organisation.Kind.UNION: (
        Destination("approvals:queue", _("Accords")),
        Destination("payouts:pool", _("Le pool"), ("payouts:cinema",)),
        _CAMPAIGNS,
        Destination("showtimes:overview", _("Séances"), _SHOWTIMES),
        Destination("audit:trail", _("Journal d’audit")),
    ),
    Organisation.Kind.OPERATOR: (
        Destination("campaigns:live_lines", _("Lignes en cours")),
        Destination("inventory:list", _("Emplacements")),
        _CAMPAIGNS,
        Destination("upkeep:overview", _("Exploitation"), ("upkeep:mail",)),
    ),
    Organisation.Kind.CINEMA: (
        Destination("payouts:cinemas", _("Mes cinémas"), ("payouts:cinema",)),
    ),
    Organisation.Kind.DISTRIBUTOR: (
        _CAMPAIGNS,
        _FILMS,
        Destination("showtimes:films", _("Séances"), _SHOWTIMES),
    ),
    Organisation.Kind.PUBLISHER: (Destination("inventory:list", _("Emplacements")),),
}

# What everybody who is signed in finds under their name.
ACCOUNT_MENU = (
    Destination("accounts:account", _("Profil")),
    Destination("mfa_index", _("Sécurité")),
)
# What they find there when they act for an organisation, and what owners find besides.
SEATED_MENU = (
    Destination("accounts:team", _("Mon équipe"), ("accounts:remove",)),
    Destination("tokens:list", _("Jetons d’accès")),
)
OWNER_MENU = (Destination("webhooks:list", _("Webhooks")),)
