"""Invoices and campaigns to be invoiced, as tables."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.invoices.models import Invoice
from toile.portal.ui.tables import Count, Day, Euros, Link, State, Table, Text
from toile.wire.money import MICROS_A_CENT


class Cents(Euros):
    """Money in whole cents."""

    def render(self, value: int) -> str:
        """Show it as all other money."""
        return str(super().render(value * MICROS_A_CENT))

    def value(self, value: int) -> Any:  # noqa: ANN401 - what the column above exports
        """Export euros."""
        return super().value(value * MICROS_A_CENT)


class Issued(Table):
    """What was issued in a month."""

    number = Text(verbose_name=_("Numéro"), linkify=("invoices:pdf", [A("pk")]))
    kind = State(verbose_name=_("Genre"), label="get_kind_display")
    issued_on = Day(verbose_name=_("Date"))
    cinema = Link(
        verbose_name=_("Cinéma"),
        linkify=("invoices:cinema", [A("cinema_id")]),
        order_by="cinema__name",
    )
    net_cents = Cents(verbose_name=_("Net"))
    vat_cents = Cents(verbose_name=_("TVA"))
    gross_cents = Cents(verbose_name=_("TTC"), orderable=False)

    class Meta:
        model = Invoice
        fields = ()
        order_by = ("number",)


class Proforma(Table):
    """A month's campaigns with what each costs."""

    campaign = Link(
        verbose_name=_("Campagne"),
        linkify=("campaigns:detail", [A("campaign_id")]),
    )
    film = Text(verbose_name=_("Film"))
    impressions = Count(verbose_name=_("Impressions"))
    spend_micros = Euros(verbose_name=_("Affichage HT"))
    billable_clicks = Count(verbose_name=_("Clics rémunérés"))
    fees_micros = Euros(verbose_name=_("Redevances HT"))
    total_micros = Euros(verbose_name=_("Total HT"))

    class Meta:
        order_by: tuple[str, ...] = ("campaign",)


class ProformaOfAll(Proforma):
    """The same for the operator, which sees whose each campaign is."""

    distributor = Text(verbose_name=_("Distributeur"))

    class Meta(Proforma.Meta):
        sequence = ("distributor", "...")
        order_by = ("distributor", "campaign")
