"""The inventory as tables."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.inventory.models import AdsTxt, Deal, Exchange, Placement
from toile.portal.ui.tables import (
    Count,
    Day,
    Euros,
    Filters,
    Link,
    Moment,
    Rate,
    State,
    Table,
    Text,
    search,
)
from toile.portal.ui.templatetags.figures import NOTHING, count, euros, rate


def fill_of(row: Placement) -> float | None:
    """Tell which share of a placement's requests got an ad (``with_signs``)."""
    asked: int = getattr(row, "asked", 0)
    return getattr(row, "served", 0) / asked if asked else None


class Placements(Table):
    """Placements with what was heard of them."""

    publisher = Text(verbose_name=_("Support"), accessor="publisher__name")
    name = Link(
        verbose_name=_("Emplacement"),
        linkify=("inventory:placement", [A("id")]),
    )
    format = Text(verbose_name=_("Format"), accessor="get_format_display")
    sold_by = Text(verbose_name=_("Vendu par"), accessor="get_sold_by_display")
    width = Text(verbose_name=_("Taille"))
    floor_micros = Euros(verbose_name=_("Plancher (les 1000)"))
    status = State(verbose_name=_("État"), label="get_status_display")
    last_day = Day(verbose_name=_("Dernière demande"))
    asked = Count(verbose_name=_("Demandes (7 jours)"))
    fill = Rate(verbose_name=_("Remplissage"), accessor="pk", orderable=False)

    class Meta:
        order_by = ("publisher", "name")

    def order_format(
        self, rows: QuerySet[Placement], is_descending: bool
    ) -> tuple[QuerySet[Placement], bool]:
        """Sort by the code: the label is no column of the database."""
        return rows.order_by(f"{'-' if is_descending else ''}format"), True

    def order_sold_by(
        self, rows: QuerySet[Placement], is_descending: bool
    ) -> tuple[QuerySet[Placement], bool]:
        """Sort by the code, for the same reason."""
        return rows.order_by(f"{'-' if is_descending else ''}sold_by"), True

    def render_width(self, record: Placement) -> str:
        """Show both sides."""
        return f"{count(record.width)} × {count(record.height)}"

    def value_width(self, record: Placement) -> str:
        """Export both sides."""
        return f"{record.width}x{record.height}"

    def render_floor_micros(self, value: int) -> str:
        """Show no floor as nothing."""
        return euros(value) if value else NOTHING

    def render_fill(self, record: Placement) -> str:
        """Show which share of the requests got an ad."""
        return rate(fill_of(record))

    def value_fill(self, record: Placement) -> float | None:
        """Export the share of one."""
        return fill_of(record)


class PlacementFilters(Filters):
    """By name, format and state."""

    q = search("name", "publisher__name", label=_("Support ou emplacement"))
    format = django_filters.ChoiceFilter(
        label=_("Format"), choices=Placement.Format.choices, empty_label=_("Tous")
    )
    sold_by = django_filters.ChoiceFilter(
        label=_("Vendu par"), choices=Placement.SoldBy.choices, empty_label=_("Tous")
    )
    status = django_filters.ChoiceFilter(
        label=_("État"), choices=Placement.Status.choices, empty_label=_("Tous")
    )


class Publishers(Table):
    """Publishers."""

    name = Link(
        verbose_name=_("Support"),
        linkify=("inventory:publisher", [A("id")]),
    )
    origins = Text(verbose_name=_("Adresses"), orderable=False)
    places = Count(verbose_name=_("Emplacements"))

    class Meta:
        order_by = "name"

    def render_origins(self, value: list[str]) -> str:
        """Show the addresses as people read them."""
        return ", ".join(value)

    def value_origins(self, value: list[str]) -> str:
        """Export them in one cell."""
        return ", ".join(value)


class PublisherFilters(Filters):
    """By name."""

    q = search("name", label=_("Nom"))


class Exchanges(Table):
    """Exchanges."""

    label = _("Places de marché")
    name = Link(
        verbose_name=_("Place de marché"),
        linkify=("inventory:exchange", [A("id")]),
    )
    slug = Text(verbose_name=_("Nom court"))
    seat = Text(verbose_name=_("Siège"))
    status = State(verbose_name=_("État"), label="get_status_display")
    contact_name = Text(verbose_name=_("Contact"))
    deal_count = Count(verbose_name=_("Deals"))

    class Meta:
        order_by = "name"


class ExchangeDays(Table):
    """What an exchange asked, and what was bid and bought there, by day."""

    label = _("Jour par jour")
    day = Day(verbose_name=_("Jour"))
    requests = Count(verbose_name=_("Demandes"))
    bids = Count(verbose_name=_("Enchères"))
    wins = Count(verbose_name=_("Gagnées"))
    win_rate = Rate(verbose_name=_("Taux de gain"))
    lost = Count(verbose_name=_("Perdues"))
    impressions = Count(verbose_name=_("Impressions"))
    cost_micros = Euros(verbose_name=_("Coût média"))
    price_micros = Euros(verbose_name=_("Dépense des lignes"))

    class Meta:
        order_by = "-day"


class Deals(Table):
    """Deals."""

    label = _("Deals")
    name = Link(
        verbose_name=_("Deal"),
        linkify=("inventory:change_deal", [A("id")]),
    )
    code = Text(verbose_name=_("Identifiant"))
    exchange = Text(verbose_name=_("Place de marché"), accessor="exchange__name")
    publisher = Text(verbose_name=_("Support"), accessor="publisher__name")
    places = Count(verbose_name=_("Emplacements"))
    floor_micros = Euros(verbose_name=_("Plancher (les 1000)"))
    starts_on = Day(verbose_name=_("Du"))
    ends_on = Day(verbose_name=_("Au"))
    status = State(verbose_name=_("État"), label="get_status_display")

    class Meta:
        order_by = "name"


class AdsTxtFiles(Table):
    """The ads.txt of each domain, and what it says of our exchanges."""

    domain = Link(
        verbose_name=_("Domaine"),
        linkify=("inventory:ads_txt_domain", [A("domain")]),
    )
    status = State(verbose_name=_("État"), label="get_status_display")
    read_at = Moment(verbose_name=_("Dernière bonne lecture"))
    ours = Text(
        verbose_name=_("Nos places de marché"), accessor="systems", orderable=False
    )
    accounts = Count(verbose_name=_("Vendeurs"), accessor="systems", orderable=False)
    faults = Count(verbose_name=_("Lignes illisibles"))

    class Meta:
        order_by = "domain"

    def __init__(
        self,
        *args: object,
        exchanges: Sequence[Exchange] = (),
        **given: Any,  # noqa: ANN401 - what every table takes
    ) -> None:
        self._exchanges = exchanges
        super().__init__(*args, **given)

    def render_ours(self, record: AdsTxt) -> str:
        """Show each exchange with how many of its accounts may sell there."""
        return said_of(record, self._exchanges)

    def value_ours(self, record: AdsTxt) -> str:
        """Export the same words."""
        return said_of(record, self._exchanges)

    def render_accounts(self, record: AdsTxt) -> str:
        """Show how many accounts are declared."""
        return count(accounts_of(record))

    def value_accounts(self, record: AdsTxt) -> int:
        """Export their number."""
        return accounts_of(record)


def accounts_of(row: AdsTxt) -> int:
    """Count the accounts that a domain declares, whoever controls them."""
    return sum(direct + resold for direct, resold in row.systems.values())


def said_of(row: AdsTxt, exchanges: Sequence[Exchange]) -> str:
    """Say what a domain's last good file means for each exchange."""
    if not row.known:
        return NOTHING
    if row.status == AdsTxt.Status.ABSENT:
        return gettext("libre : aucun fichier")
    words = []
    for exchange in exchanges:
        direct, resold = row.systems.get(exchange.system, (0, 0))
        words.append(
            gettext("%(name)s : %(direct)s en direct, %(resold)s en revente")
            % {"name": exchange.name, "direct": count(direct), "resold": count(resold)}
            if direct or resold
            else gettext("%(name)s : absente") % {"name": exchange.name}
        )
    return " – ".join(words) or NOTHING


class DealFilters(Filters):
    """By name or id, and by state."""

    q = search("name", "code", "exchange__name", label=_("Nom ou identifiant"))
    status = django_filters.ChoiceFilter(
        label=_("État"), choices=Deal.Status.choices, empty_label=_("Tous")
    )
