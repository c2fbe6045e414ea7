"""The versions of the rules as a table."""

from django.utils.translation import gettext_lazy as _

from toile.portal.amendments.words import CLICKS
from toile.portal.charter.models import PoolRules
from toile.portal.ui.tables import Count, Day, Euros, Moment, Table, Text


class Versions(Table):
    """The history of the rules."""

    starts_on = Day(verbose_name=_("À partir du"))
    fee = Euros(
        accessor="fee_micros", order_by="fee_micros", verbose_name=_("1000 clics")
    )
    window_days = Count(verbose_name=_("Fenêtre (jours)"))
    threshold_micros = Euros(verbose_name=_("Seuil"))
    smallest_cell = Count(verbose_name=_("Case"))
    smallest_segment = Count(verbose_name=_("Segment"))
    made_by = Text(verbose_name=_("Écrite par"), order_by="made_by__email")
    made_at = Moment(verbose_name=_("Le"))
    reason = Text(verbose_name=_("Pourquoi"))

    def render_fee(self, record: PoolRules, column: Euros) -> str:
        """Money for a thousand clicks, as people say it."""
        return column.render(record.fee_micros * CLICKS)

    def value_fee(self, record: PoolRules, column: Euros) -> object:
        """Export the same."""
        return column.value(record.fee_micros * CLICKS)
