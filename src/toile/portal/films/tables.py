"""The table of a distributor's films."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.approvals.models import Approval
from toile.portal.films.models import Film
from toile.portal.films.selectors import standing
from toile.portal.ui.tables import Filters, Link, State, Table, Text, search


class FilmTable(Table):
    """One row a film."""

    title = Link(verbose_name=_("Titre"), linkify=("films:detail", [A("pk")]))
    director = Text(verbose_name=_("Réalisation"))
    year = Text(verbose_name=_("Année"), accessor="year_words", order_by=("year",))
    rating = Text(verbose_name=_("Classification"), accessor="get_rating_display")
    approval = State(verbose_name=_("Accord du syndicat"), label="approval_words")

    class Meta:
        order_by = ("title",)


class FilmFilters(Filters):
    """By words, and by the union's answer."""

    q = search("title", "director", "visa")
    approval = django_filters.ChoiceFilter(
        label=_("Accord"),
        choices=[
            (one.value, one.label)
            for one in Approval.Status
            if one != Approval.Status.LAPSED
        ],
        empty_label=_("tous"),
        method="by_approval",
    )

    def by_approval(
        self, rows: QuerySet[Film], _name: str, value: str
    ) -> QuerySet[Film]:
        """Keep those whose newest request stands so."""
        return standing(rows, value)
