"""Alerts as a table."""

import django_filters
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.alerts.models import Alert
from toile.portal.alerts.words import what
from toile.portal.ui.tables import Filters, Link, Moment, Table, Text, search


class Alerts(Table):
    """What is, and what was wrong."""

    kind = Link(
        verbose_name=_("Alerte"),
        accessor="get_kind_display",
        order_by=("kind",),
        linkify=("alerts:alert", [A("id")]),
    )
    subject = Text(
        verbose_name=_("Ce qui se passe"),
        attrs={"td": {"class": "min-w-56"}},
        empty_values=(),
    )
    since = Moment(verbose_name=_("Depuis"))
    ended_at = Moment(verbose_name=_("Finie le"))
    acknowledged = Text(verbose_name=_("Suivi"), empty_values=())

    class Meta:
        order_by = "-since"

    def render_subject(self, record: Alert) -> str:
        """Say it in full."""
        return what(record)

    def value_subject(self, record: Alert) -> str:
        """Export the same."""
        return what(record)

    def render_acknowledged(self, record: Alert) -> SafeString:
        """Say who has to do what."""
        return format_html("{}", state_of(record))

    def value_acknowledged(self, record: Alert) -> str:
        """Export the same."""
        return state_of(record)


def state_of(alert: Alert) -> str:
    """Say how far an alert is."""
    if alert.ended_at:
        return str(_("finie"))
    if alert.acknowledged:
        return str(_("prise en charge"))
    if alert.snoozed_until:
        return str(_("en sommeil"))
    return str(_("à regarder"))


class AlertFilters(Filters):
    """By kind, and whether it is over."""

    q = search("subject", label=_("À propos de"))
    kind = django_filters.ChoiceFilter(
        label=_("Genre"), choices=Alert.Kind.choices, empty_label=_("Tous")
    )
    state = django_filters.ChoiceFilter(
        label=_("État"),
        choices=[("open", _("ouvertes")), ("ended", _("finies"))],
        empty_label=_("Toutes"),
        method="by_state",
    )

    def by_state(
        self, rows: QuerySet[Alert], _name: str, state: str
    ) -> QuerySet[Alert]:
        """Keep those that are over, or those that are not."""
        return rows.filter(ended_at__isnull=state == "open")
