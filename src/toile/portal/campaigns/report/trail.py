"""The clicks behind a campaign's figures: when, where, what was decided."""

import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.criteria import REASONS, reason_label
from toile.portal.campaigns.models import ClickTrail
from toile.portal.ui.tables import Filters, Moment, Table, Text, search
from toile.wire.calendar import midnight

_BILLED = "billed"


class ClickTable(Table):
    """One row a click."""

    at = Moment(verbose_name=_("Date"))
    line = Text(verbose_name=_("Ligne"), accessor="line__name")
    creative = Text(verbose_name=_("Création"), accessor="creative__name")
    placement = Text(verbose_name=_("Emplacement"), order_by=("placement__name",))
    reason = Text(verbose_name=_("Décision"), empty_values=())

    class Meta:
        order_by = ("-at",)

    def render_reason(self, record: ClickTrail) -> str:
        """Say whether the click was billed, or why not."""
        return reason_label(record.reason) if record.reason else gettext("rémunéré")

    def value_reason(self, record: ClickTrail) -> str:
        """Export the same words."""
        return self.render_reason(record)


class ClickFilters(Filters):
    """By day, by what was decided, by words."""

    q = search("line__name", "creative__name", "placement__name")
    jour = django_filters.DateFilter(
        label=_("Jour"),
        method="on_day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    decision = django_filters.ChoiceFilter(
        label=_("Décision"),
        method="decided",
        empty_label=_("toutes"),
        choices=[
            (_BILLED, _("rémunéré")),
            *((reason.value, label) for reason, label in REASONS.items()),
        ],
    )

    def on_day(
        self, rows: QuerySet[Any], _name: str, day: datetime.date
    ) -> QuerySet[Any]:
        """Keep the clicks of a day of Paris."""
        after = midnight(day + datetime.timedelta(days=1))
        return rows.filter(at__gte=midnight(day), at__lt=after)

    def decided(self, rows: QuerySet[Any], _name: str, code: str) -> QuerySet[Any]:
        """Keep the clicks of which this was decided."""
        return rows.filter(reason="" if code == _BILLED else code)
