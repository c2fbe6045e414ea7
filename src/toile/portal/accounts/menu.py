"""Where each kind of people goes: the menu of its pages, and that of the account.

A page with a heading stands under it, in the order of this list; one without stands on
the bar itself. To add a page is to add a ``Destination`` here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation


class Heading:
    """What pages of the menu are about; a page stands on the bar, or under one."""

    NETWORK = _("Réseau")
    DELIVERY = _("Publicités")
    MONEY = _("Argent")
    TRUST = _("Confiance")
    SETTINGS = _("Réglages")


@dataclass(frozen=True)
class Destination:
    """A page of the menu: its URL's name, its label, the pages that lie behind it.

    ``under`` is its heading; "" for one that stands on the bar itself.
    """

    url_name: str
    label: Any
    behind: tuple[str, ...] = ()
    under: Any = ""


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
    under=Heading.TRUST,
)
_RECONCILIATION = Destination(
    "reconciliation:overview", _("Rapprochement"), under=Heading.MONEY
)
_SIMULATOR = Destination("simulator:simulate", _("Simulateur"), under=Heading.MONEY)
_DOUBTS = Destination("payouts:doubts", _("Clics douteux"), under=Heading.MONEY)
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
            "payouts:pool",
            _("Le pool"),
            ("payouts:cinema", "earnings:cinema"),
            under=Heading.NETWORK,
        ),
        Destination(
            "agreements:list",
            _("Conventions"),
            ("agreements:agreement", "agreements:versions"),
            under=Heading.NETWORK,
        ),
        Destination(
            "sitechecks:sites",
            _("Vérifications"),
            ("sitechecks:cinema", "sitechecks:check"),
            under=Heading.NETWORK,
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
            under=Heading.NETWORK,
        ),
        replace(_CAMPAIGNS, under=Heading.DELIVERY),
        Destination(
            "showtimes:overview", _("Séances"), _SHOWTIMES, under=Heading.DELIVERY
        ),
        Destination(
            "transfers:list",
            _("Reversements"),
            ("transfers:run", "transfers:payer", "transfers:answer"),
            under=Heading.MONEY,
        ),
        Destination("earnings:members", _("Soldes"), under=Heading.MONEY),
        _DOUBTS,
        _SIMULATOR,
        Destination(
            "statements:month",
            _("Relevés"),
            (
                "statements:cinema",
                "statements:statement",
                "statements:provisional",
                "statements:trail",
            ),
            under=Heading.MONEY,
        ),
        Destination(
            "invoices:union",
            _("Factures"),
            ("invoices:identity",),
            under=Heading.MONEY,
        ),
        Destination("invoices:accounting", _("Comptabilité"), under=Heading.MONEY),
        _RECONCILIATION,
        Destination(
            "proofs:sites",
            _("Preuves du consentement"),
            ("proofs:site",),
            under=Heading.TRUST,
        ),
        Destination(
            "subject_requests:list",
            _("Demandes des personnes"),
            ("subject_requests:register", "subject_requests:detail"),
            under=Heading.TRUST,
        ),
        Destination("audit:trail", _("Journal d’audit"), under=Heading.TRUST),
        _ACCOUNTABILITY,
        Destination(
            "amendments:rules",
            _("Règles"),
            ("amendments:write", "amendments:amend"),
            under=Heading.SETTINGS,
        ),
        Destination("custody:keys", _("Clés"), under=Heading.SETTINGS),
    ),
    Organisation.Kind.OPERATOR: (
        Destination("control:room", _("Salle de contrôle"), ("control:why",)),
        Destination("alerts:list", _("Alertes"), ("alerts:alert", "alerts:settings")),
        replace(_CAMPAIGNS, under=Heading.DELIVERY),
        Destination(
            "campaigns:live_lines", _("Lignes en cours"), under=Heading.DELIVERY
        ),
        Destination(
            "inventory:list", _("Inventaire"), _INVENTORY, under=Heading.DELIVERY
        ),
        Destination("billing:month", _("Facturation"), under=Heading.MONEY),
        Destination("invoices:proforma", _("Pro forma"), under=Heading.MONEY),
        _DOUBTS,
        _SIMULATOR,
        _RECONCILIATION,
        Destination(
            "agreements:own",
            _("Convention"),
            ("agreements:agreement", "agreements:sign", "agreements:versions"),
            under=Heading.TRUST,
        ),
        Destination(
            "vendors:lists", _("Liste des fournisseurs (GVL)"), under=Heading.TRUST
        ),
        _ACCOUNTABILITY,
        Destination("upkeep:overview", _("Exploitation"), ("upkeep:mail",)),
    ),
    Organisation.Kind.CINEMA: (
        Destination(
            "payouts:cinemas",
            _("Mes cinémas"),
            (
                "payouts:cinema",
                "earnings:cinema",
                "statements:cinema",
                "statements:statement",
                "statements:provisional",
                "statements:trail",
                "members:cinema_pixel",
                "members:webmaster",
                "members:participation",
                "members:pause",
                "members:leave",
                "members:bank_account",
                "members:contract",
                "invoices:cinema",
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
        Destination("invoices:proforma", _("Pro forma")),
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


def count_at(url_name: str) -> int:
    """Tell how many wait at a page; 0 for one that counts nothing."""
    count = _BADGES.get(url_name)
    return count() if count else 0
