"""The versions of the rules as a table."""

from django.utils.translation import gettext_lazy as _

from toile.portal.charter.models import PoolRules
from toile.portal.charter.words import rate_in_words
from toile.portal.ui.tables import Count, Day, Euros, Moment, Table, Text


class Versions(Table):
    """The history of the rules."""

    starts_on = Day(verbose_name=_("À partir du"))
    rate = Text(empty_values=(), orderable=False, verbose_name=_("Redevance"))
    sharing_rule = Text(verbose_name=_("Partage"))
    window_days = Count(verbose_name=_("Fenêtre (jours)"))
    threshold_micros = Euros(verbose_name=_("Seuil"))
    smallest_cell = Count(verbose_name=_("Case"))
    smallest_segment = Count(verbose_name=_("Segment"))
    made_by = Text(verbose_name=_("Écrite par"), order_by="made_by__email")
    made_at = Moment(verbose_name=_("Le"))
    reason = Text(verbose_name=_("Pourquoi"))

    def render_rate(self, record: PoolRules) -> str:
        """What is taken, as people say it."""
        return rate_in_words(vars(record))

    def value_rate(self, record: PoolRules) -> str:
        """Export the same."""
        return rate_in_words(vars(record))
