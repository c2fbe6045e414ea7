"""A month's basis of invoices, and a distributor's spend, as tables."""

from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.ui.tables import Count, Euros, Link, Month, Rate, Table, Text


class BilledCampaigns(Table):
    """One row a campaign."""

    distributor = Text(verbose_name=_("Distributeur"))
    campaign = Link(
        verbose_name=_("Campagne"),
        linkify=("campaigns:detail", [A("campaign_id")]),
    )
    film = Text(verbose_name=_("Film"))
    impressions = Count(verbose_name=_("Impressions"))
    views = Count(verbose_name=_("Visibles"))
    spend_micros = Euros(verbose_name=_("Dépense d’affichage"))
    clicks = Count(verbose_name=_("Clics"))
    billable_clicks = Count(verbose_name=_("Clics rémunérés"))
    fees_micros = Euros(verbose_name=_("Redevance aux cinémas"))
    total_micros = Euros(verbose_name=_("À facturer, hors taxes"))

    class Meta:
        order_by = ("distributor", "campaign")


class SpentCampaigns(Table):
    """What each campaign of a distributor cost."""

    label = _("Dépense par campagne")

    campaign = Link(
        verbose_name=_("Campagne"),
        accessor="campaign__name",
        linkify=("campaigns:detail", [A("campaign__pk")]),
    )
    film = Text(verbose_name=_("Film"), accessor="campaign__film__title")
    budget_micros = Euros(verbose_name=_("Budget"))
    media_micros = Euros(verbose_name=_("Affichage"))
    part = Rate(verbose_name=_("Budget pris"))
    fees_micros = Euros(verbose_name=_("Redevance"))
    total_micros = Euros(verbose_name=_("Total, hors taxes"))

    class Meta:
        order_by = ("-total_micros",)


class SpentMonths(Table):
    """What each month cost a distributor."""

    label = _("Dépense par mois")

    first = Month(verbose_name=_("Mois"))
    media_micros = Euros(verbose_name=_("Affichage"))
    fees_micros = Euros(verbose_name=_("Redevance"))
    total_micros = Euros(verbose_name=_("Total, hors taxes"))
