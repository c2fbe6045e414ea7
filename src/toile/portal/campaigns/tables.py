"""The table of campaigns."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.campaigns.models import Campaign
from toile.portal.ui.tables import (
    Count,
    Day,
    Euros,
    Filters,
    Link,
    State,
    Table,
    Text,
    search,
)


class CampaignTable(Table):
    """One row a campaign."""

    name = Link(verbose_name=_("Campagne"), linkify=("campaigns:detail", [A("pk")]))
    film = Text(verbose_name=_("Film"), accessor="film__title")
    distributor = Text(verbose_name=_("Distributeur"), accessor="distributor__name")
    status = State(verbose_name=_("État"), label="get_status_display")
    created = Day(verbose_name=_("Créée le"))
    impressions = Count(verbose_name=_("Impressions"))
    billable_clicks = Count(verbose_name=_("Clics rémunérés"))
    spend_micros = Euros(verbose_name=_("Dépense d’affichage"))

    class Meta:
        order_by = ("-created",)


class CampaignFilters(Filters):
    """By words, and by state."""

    q = search("name", "film__title", "distributor__name")
    status = django_filters.ChoiceFilter(
        label=_("État"), choices=Campaign.Status.choices, empty_label=_("tous")
    )
