"""The trail as a table, and how it is narrowed."""

from typing import Any

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from toile.portal.audit.labels import ACTIONS, action_label, means_label
from toile.portal.audit.models import AuditEntry
from toile.portal.audit.subjects import subject_name, subject_url
from toile.portal.ui.tables import Filters, Moment, Table, Text


class Trail(Table):
    """Every deed, the newest first."""

    id = tables.Column(verbose_name=_("N°"), attrs={"td": {"class": "number"}})
    at = Moment(verbose_name=_("Date"), order_by="id")
    actor = Text(verbose_name=_("Qui"), orderable=False, empty_values=())
    organisation = Text(verbose_name=_("Organisation"), orderable=False)
    action = Text(verbose_name=_("Action"), orderable=False)
    subject = Text(
        verbose_name=_("Objet"), orderable=False, empty_values=(), accessor="subject_id"
    )
    reason = Text(
        verbose_name=_("Motif"), orderable=False, empty_values=(), accessor="details"
    )
    hash = Text(verbose_name=_("Empreinte"), orderable=False)

    def render_id(self, value: int) -> str:
        """A number to name an entry by, without grouping."""
        return str(value)

    def render_actor(self, record: AuditEntry) -> str:
        """Who did it; what no person did, Toile did."""
        return str(record.actor) if record.actor_id else "Toile"

    def render_action(self, value: str) -> str:
        """What was done, in words."""
        return str(capfirst(action_label(value)))

    def render_subject(self, record: AuditEntry) -> str:
        """What it was done to, with its page."""
        url, name = subject_url(record), subject_name(record)
        return format_html('<a href="{}">{}</a>', url, name) if url else name

    def value_subject(self, record: AuditEntry) -> str:
        """Export its name."""
        return subject_name(record)

    def render_reason(self, record: AuditEntry) -> str:
        """Why, where the deed says so."""
        said = record.details.get("reason") or record.details.get("comment") or ""
        return str(said)

    def render_hash(self, value: str) -> str:
        """The beginning is enough to compare by eye."""
        return format_html('<code class="text-xs">{}</code>', value[:12])

    def value_hash(self, value: str) -> str:
        """Export it whole."""
        return value


def _kinds() -> list[tuple[str, Any]]:
    return [
        ("campaign", _now("campagne")),
        ("cinema", _now("cinéma")),
        ("site", _now("site")),
        ("film", _now("film")),
        ("agreement", _now("convention")),
        ("rules", _now("règles")),
        ("circular", _now("message")),
    ]


class Own(Table):
    """What happened to somebody's account."""

    at = Moment(verbose_name=_("Date"), order_by="id")
    action = Text(verbose_name=_("Quoi"))

    def render_action(self, record: AuditEntry) -> str:
        """What was done, and how where the deed says so."""
        said = str(capfirst(action_label(record.action)))
        means = means_label(record.details.get("means", []))
        return f"{said} ({means})" if means else said

    def value_action(self, record: AuditEntry) -> str:
        """Export the same words."""
        return self.render_action(record)


def _from_day() -> django_filters.DateFilter:
    return _day("date__gte", _("Du"))


def _to_day() -> django_filters.DateFilter:
    return _day("date__lte", _("Au"))


def _day(lookup: str, label: object) -> django_filters.DateFilter:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(
        field_name="at", lookup_expr=lookup, label=label, widget=widget
    )


def _actions(begin: str = "") -> list[tuple[str, str]]:
    """The deeds whose code begins so, in the order of their words."""
    found = [
        (code, str(capfirst(words)))
        for code, words in ACTIONS.items()
        if code.startswith(begin)
    ]
    return sorted(found, key=lambda one: one[1])


class OwnFilters(Filters):
    """What, when."""

    action = django_filters.ChoiceFilter(
        label=_("Quoi"), empty_label=_("Tout"), choices=lambda: _actions("account.")
    )
    first = _from_day()
    last = _to_day()

    class Meta:
        model = AuditEntry
        fields: tuple[str, ...] = ()


class TrailFilters(Filters):
    """Who, what, about what, when."""

    q = django_filters.CharFilter(method="search", label=_("Rechercher"))
    who = django_filters.CharFilter(method="by_whom", label=_("Qui"))
    organisation = django_filters.CharFilter(
        field_name="organisation__name",
        lookup_expr="icontains",
        label=_("Organisation"),
    )
    action = django_filters.ChoiceFilter(
        label=_("Action"),
        empty_label=_("Toutes"),
        choices=_actions,
    )
    kind = django_filters.ChoiceFilter(
        field_name="subject_kind",
        label=_("Objet"),
        choices=_kinds,
        empty_label=_("Tous"),
    )
    first = _from_day()
    last = _to_day()

    class Meta:
        model = AuditEntry
        fields: tuple[str, ...] = ()

    def search(
        self, rows: QuerySet[AuditEntry], _name: str, text: str
    ) -> QuerySet[AuditEntry]:
        """Each word in the details, the subject, the fingerprint or the number."""
        for word in text.split():
            found = (
                Q(details__icontains=word)
                | Q(subject_id__iexact=word)
                | Q(hash__startswith=word.lower())
            )
            if word.isascii() and word.isdigit() and len(word) < 19:
                found |= Q(pk=int(word))
            rows = rows.filter(found)
        return rows

    def by_whom(
        self, rows: QuerySet[AuditEntry], _name: str, text: str
    ) -> QuerySet[AuditEntry]:
        """A person by name or address; "toile" is what no person did."""
        if text.strip().lower() == "toile":
            return rows.filter(actor__isnull=True)
        return rows.filter(
            Q(actor__name__icontains=text.strip())
            | Q(actor__email__icontains=text.strip())
        )
