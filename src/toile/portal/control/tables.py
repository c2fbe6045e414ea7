"""Live lines as a table."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import A

from toile.portal.control.room import LiveLine
from toile.portal.ui.tables import Count, Euros, Link, Rate, Table, Text


class LiveLines(Table):
    """Lines that are served now."""

    name = Link(
        verbose_name=gettext_lazy("Ligne"),
        linkify=("campaigns:detail", [A("line__flight__campaign_id")]),
    )
    campaign = Text(verbose_name=gettext_lazy("Campagne"))
    distributor = Text(verbose_name=gettext_lazy("Distributeur"))
    pace = Rate(verbose_name=gettext_lazy("Rythme"))
    budget_micros = Euros(verbose_name=gettext_lazy("Budget"))
    spend_micros = Euros(verbose_name=gettext_lazy("Dépense"))
    impressions = Count(
        verbose_name=gettext_lazy("Impressions"), accessor="done__impressions"
    )
    viewable = Rate(
        verbose_name=gettext_lazy("Visibles"), accessor="done__viewable_rate"
    )
    gross = Count(verbose_name=gettext_lazy("Clics bruts"), accessor="traffic__gross")
    net = Count(verbose_name=gettext_lazy("Clics nets"), accessor="traffic__net")
    id = Text(
        verbose_name=gettext_lazy("Diagnostic"),
        orderable=False,
        exclude_from_export=True,
    )

    def render_id(self, record: LiveLine) -> SafeString:
        """Lead to why the line is, or is not, served."""
        return format_html(
            '<a class="link" href="{}">{}<span class="sr-only"> {}</span></a>',
            reverse("control:why", args=[record.id]),
            _("Pourquoi ?"),
            record.name,
        )
