"""Agreements as a table."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.agreements.models import Agreement
from toile.portal.ui.tables import Day, Filters, Link, State, Table, Text, search


def _stage(record: Agreement) -> str:
    return str(record.get_stage_display())


class Agreements(Table):
    """One row an agreement."""

    reference = Link(
        verbose_name=_("Référence"), linkify=("agreements:agreement", [A("pk")])
    )
    kind = Text(verbose_name=_("Genre"))
    whose = Text(verbose_name=_("Avec"), accessor="pk", order_by="organisation__name")
    stage = State(verbose_name=_("Étape"), label=_stage)
    signed_on = Day(verbose_name=_("Signée le"))
    starts_on = Day(verbose_name=_("Du"))
    terminated_on = Day(verbose_name=_("Résiliée le"))

    def render_whose(self, record: Agreement) -> str:
        """The cinema, or the operator."""
        return str(record.cinema or record.organisation)

    def value_whose(self, record: Agreement) -> str:
        """Export the same."""
        return str(record.cinema or record.organisation)


class AgreementFilters(Filters):
    """By name or reference, by kind, by stage."""

    q = search("reference", "organisation__name", "cinema__name", "cinema__commune")
    kind = django_filters.ChoiceFilter(
        label=_("Genre"), choices=Agreement.Kind.choices, empty_label=_("Tous")
    )
    stage = django_filters.ChoiceFilter(
        label=_("Étape"), choices=Agreement.Stage.choices, empty_label=_("Toutes")
    )

    class Meta:
        model: Any = Agreement
        fields: tuple[str, ...] = ()
