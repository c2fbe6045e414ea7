"""A month's basis of invoices, as a table."""

from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.ui.tables import Count, Euros, Link, Table, Text


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
