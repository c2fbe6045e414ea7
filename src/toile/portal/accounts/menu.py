"""Where each kind of people goes: the menu of its pages, and that of the account."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation


@dataclass(frozen=True)
class Destination:
    """A page of the menu: its URL's name, its label, the pages that lie behind it."""

    url_name: str
    label: Any
    behind: tuple[str, ...] = ()
    badge: int = 0


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

_INVENTORY = (
    "inventory:placement",
    "inventory:add_placement",
    "inventory:change_placement",
    "inventory:publishers",
    "inventory:publisher",
    "inventory:add_publisher",
    "inventory:change_publisher",
    "inventory:add_contact",
    "inventory:exchanges",
    "inventory:add_exchange",
    "inventory:change_exchange",
    "inventory:exchange",
    "control:exchange",
    "inventory:terms",
    "inventory:add_deal",
    "inventory:change_deal",
    "inventory:ads_txt",
    "inventory:ads_txt_domain",
)
_ACCOUNTABILITY = Destination(
    "accountability:overview",
    _("Responsabilité"),
    ("accountability:document", "accountability:entry"),
)
_RECONCILIATION = Destination("reconciliation:overview", _("Rapprochement"))
_SHOWTIMES = ("showtimes:films", "showtimes:film")

# The first page of each kind is its home.
MENU: dict[str, tuple[Destination, ...]] = {
    Organisation.Kind.UNION: (
        Destination(
            "decisions:queue",
            _("À décider"),
            (
                "decisions:request",
                "decisions:ask",
                "decisions:answers",
                "decisions:site",
            ),
        ),
        Destination(
            "payouts:pool", _("Le pool"), ("payouts:cinema", "earnings:cinema")
        ),
        Destination(
            "transfers:list",
            _("Reversements"),
            ("transfers:run", "transfers:payer", "transfers:answer"),
        ),
        Destination("earnings:members", _("Soldes")),
        _RECONCILIATION,
        _CAMPAIGNS,
        Destination(
            "amendments:rules", _("Règles"), ("amendments:write", "amendments:amend")
        ),
        Destination(
            "agreements:list",
            _("Conventions"),
            ("agreements:agreement", "agreements:versions"),
        ),
        Destination(
            "circulars:list",
            _("Messages"),
            (
                "circulars:write",
                "circulars:circular",
                "circulars:edit",
                "circulars:send",
            ),
        ),
        Destination("showtimes:overview", _("Séances"), _SHOWTIMES),
        Destination(
            "sitechecks:sites",
            _("Vérifications"),
            ("sitechecks:cinema", "sitechecks:check"),
        ),
        Destination(
            "subject_requests:list",
            _("Demandes des personnes"),
            ("subject_requests:register", "subject_requests:detail"),
        ),
        Destination("custody:keys", _("Clés")),
        Destination("proofs:sites", _("Preuves du consentement"), ("proofs:site",)),
        Destination("audit:trail", _("Journal d’audit")),
        _ACCOUNTABILITY,
    ),
    Organisation.Kind.OPERATOR: (
        Destination("control:room", _("Salle de contrôle"), ("control:why",)),
        Destination("alerts:list", _("Alertes"), ("alerts:alert", "alerts:settings")),
        Destination("campaigns:live_lines", _("Lignes en cours")),
        Destination("inventory:list", _("Inventaire"), _INVENTORY),
        _CAMPAIGNS,
        Destination("billing:month", _("Facturation")),
        _RECONCILIATION,
        Destination("vendors:lists", _("Liste des fournisseurs (GVL)")),
        Destination(
            "agreements:own",
            _("Convention"),
            ("agreements:agreement", "agreements:sign", "agreements:versions"),
        ),
        Destination("upkeep:overview", _("Exploitation"), ("upkeep:mail",)),
        _ACCOUNTABILITY,
    ),
    Organisation.Kind.CINEMA: (
        Destination(
            "payouts:cinemas",
            _("Mes cinémas"),
            (
                "payouts:cinema",
                "earnings:cinema",
                "members:cinema_pixel",
                "members:webmaster",
                "members:participation",
                "members:pause",
                "members:leave",
                "members:bank_account",
                "members:contract",
                "sitechecks:cinema",
                "sitechecks:check",
                "agreements:agreement",
                "agreements:sign",
                "agreements:versions",
            ),
        ),
        Destination("proofs:sites", _("Preuves du consentement"), ("proofs:site",)),
    ),
    Organisation.Kind.DISTRIBUTOR: (
        _CAMPAIGNS,
        _FILMS,
        Destination("billing:spend", _("Dépenses")),
        Destination("showtimes:films", _("Séances"), _SHOWTIMES),
    ),
    Organisation.Kind.PUBLISHER: (
        Destination("inventory:list", _("Emplacements"), ("inventory:placement",)),
    ),
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

_BADGES: dict[str, Callable[[], int]] = {}


def badge(url_name: str, count: Callable[[], int]) -> None:
    """Show a number beside a page of the menu: what waits for somebody there."""
    _BADGES[url_name] = count


def menu_of(kind: str) -> tuple[Destination, ...]:
    """Give the menu of a kind of organisation, with its numbers."""
    return tuple(
        replace(page, badge=_BADGES[page.url_name]())
        if page.url_name in _BADGES
        else page
        for page in MENU.get(kind, ())
    )
