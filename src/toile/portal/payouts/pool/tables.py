"""The cinemas of the pool as a table."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.agreements.members import (
    STATES,
    known_categories,
    state_label,
)
from toile.portal.cinemas.models import Cinema
from toile.portal.cinemas.selectors import consent_rate
from toile.portal.payouts.pool.selectors import departements
from toile.portal.ui.tables import (
    Count,
    Crowd,
    Euros,
    Filters,
    Link,
    Rate,
    State,
    Table,
    Text,
    search,
)
from toile.wire.geography import DEPARTEMENTS


def _words(record: Cinema) -> str:
    return state_label(getattr(record, "state", ""))


def _rate(record: Cinema, least: int) -> float | None:
    return consent_rate(getattr(record, "yes", 0), getattr(record, "no", 0), least)


class Members(Table):
    """One row a cinema."""

    name = Link(verbose_name=_("Cinéma"), linkify=("payouts:cinema", [A("pk")]))
    commune = Text(verbose_name=_("Commune"))
    departement = Text(verbose_name=_("Dép."))
    category = Text(verbose_name=_("Cat."))
    state = State(verbose_name=_("État"), label=_words)
    visits = Count(verbose_name=_("Visites, 30 j"))
    rate = Rate(
        verbose_name=_("Acceptation"), accessor="pk", orderable=False, empty_values=()
    )
    spectators = Crowd(verbose_name=_("Spectateurs"))
    owed_micros = Euros(verbose_name=_("Dû"))

    def render_rate(self, record: Cinema, column: Rate) -> str:
        """Yes among all answers of thirty days, to a twentieth."""
        found = _rate(record, self.least)
        return "–" if found is None else column.render(found)

    def value_rate(self, record: Cinema) -> float | None:
        """Export the same share."""
        return _rate(record, self.least)


def _states() -> list[tuple[str, Any]]:
    return list(STATES.items())


def _departements() -> list[tuple[str, str]]:
    return [
        (code, f"{code} – {DEPARTEMENTS[code].name}" if code in DEPARTEMENTS else code)
        for code in departements()
    ]


class MemberFilters(Filters):
    """Which cinemas."""

    q = search("name", "commune", "cnc_number")
    etat = django_filters.ChoiceFilter(
        method="in_state", label=_("État"), choices=_states, empty_label=_("Tous")
    )
    departement = django_filters.ChoiceFilter(
        label=_("Département"), choices=_departements, empty_label=_("Tous")
    )
    categorie = django_filters.ChoiceFilter(
        field_name="category",
        label=_("Catégorie"),
        empty_label=_("Toutes"),
        choices=lambda: [(one, one) for one in known_categories()],
    )

    class Meta:
        model = Cinema
        fields: tuple[str, ...] = ()

    def in_state(
        self, rows: QuerySet[Cinema], _name: str, state: str
    ) -> QuerySet[Cinema]:
        """The state is worked out, not kept: ``pool_cinemas`` gives it to each row."""
        return rows.filter(Q(("state", state)))
