"""The register as a table, to be filtered and exported."""

import datetime

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.subject_requests.models import SubjectRequest
from toile.portal.ui.tables import Day, Filters, Link, Moment, Table, Text
from toile.wire.clock import now_ms, paris_date

STATES = {
    "late": _("en retard"),
    "waiting": _("à répondre"),
    "answered": _("répondue"),
    "closed": _("close"),
}


def state_of(asked: SubjectRequest, today: datetime.date) -> str:
    """Tell how far a request is, as a code of ``STATES``."""
    if asked.closed_at is not None:
        return "closed"
    if asked.answered_on is not None:
        return "answered"
    return "late" if asked.is_late(today) else "waiting"


class Requests(Table):
    """Every request with its days."""

    number = Link(
        verbose_name=_("Numéro"), linkify=("subject_requests:detail", [A("pk")])
    )
    kind = Text(verbose_name=_("Droit demandé"), accessor="get_kind_display")
    person = Text(verbose_name=_("Qui demande"))
    received_on = Day(verbose_name=_("Reçue le"))
    due_on = Day(verbose_name=_("Répondre avant le"))
    prolonged_on = Day(verbose_name=_("Prolongée le"))
    answered_on = Day(verbose_name=_("Répondu le"))
    closed_at = Moment(verbose_name=_("Close le"))
    state = Text(verbose_name=_("État"), empty_values=(), orderable=False)

    def render_state(self, record: SubjectRequest) -> str:
        """Say how far it is."""
        return self.value_state(record)

    def value_state(self, record: SubjectRequest) -> str:
        """Export the same words."""
        return str(STATES[state_of(record, paris_date(now_ms()))])


class RequestFilters(Filters):
    """By right, and whether it is open."""

    kind = django_filters.ChoiceFilter(
        label=_("Droit demandé"),
        choices=SubjectRequest.Kind.choices,
        empty_label=_("Tous"),
    )
    etat = django_filters.ChoiceFilter(
        label=_("État"),
        choices=list(STATES.items()),
        empty_label=_("Tous"),
        method="by_state",
    )

    def by_state(
        self, rows: QuerySet[SubjectRequest], _name: str, value: str
    ) -> QuerySet[SubjectRequest]:
        """Keep the requests of a state."""
        today = paris_date(now_ms())
        if value == "closed":
            return rows.filter(closed_at__isnull=False)
        rows = rows.filter(closed_at__isnull=True)
        if value == "answered":
            return rows.filter(answered_on__isnull=False)
        rows = rows.filter(answered_on__isnull=True)
        if value == "late":
            return rows.filter(due_on__lt=today)
        return rows.filter(due_on__gte=today)
