"""The table of the programme's films: what each may be, and the answer to it."""

import django_filters
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_tables2 import A

from toile.portal.showtimes.likenesses import likeness_label
from toile.portal.showtimes.models import FilmMatch
from toile.portal.ui.tables import Count, Filters, Link, State, Table, Text, search


class FilmFilters(Filters):
    """By the words of the film, and by how sure we are."""

    mots = search("title", "director", "film__title")
    etat = django_filters.ChoiceFilter(
        field_name="status",
        choices=FilmMatch.Status.choices,
        label=_("État"),
        empty_label=_("Tous"),
    )


class Answer(Text):
    """What a person may say of the row, in one click where that is enough."""

    def render(self, record: FilmMatch, table: Table) -> SafeString:
        """Show the buttons."""
        # Without the request: what the whole page asks for would be asked once a row.
        given = {"match": record, "csrf_token": get_token(table.request)}
        return render_to_string("showtimes/_answer.html", given)


class Films(Table):
    """The films of the programme, those that wait for an answer first."""

    title = Link(verbose_name=_("Au programme"), linkify=("showtimes:film", [A("pk")]))
    director = Text(verbose_name=_("Réalisation annoncée"))
    film = Text(verbose_name=_("Au catalogue"), order_by=("film__title", "title"))
    status = State(verbose_name=_("État"), label="get_status_display")
    likeness = Text(verbose_name=_("Pourquoi"), empty_values=())
    houses = Count(verbose_name=_("Cinémas"))
    coming = Count(verbose_name=_("Séances"))
    answer = Answer(
        verbose_name=_("Votre réponse"),
        empty_values=(),
        orderable=False,
        exclude_from_export=True,
    )

    def render_likeness(self, record: FilmMatch) -> str:
        """Say who decided, or what the names have in common."""
        if record.decided_by:
            return str(_("décidé par %s") % record.decided_by)
        return likeness_label(record.likeness)

    def value_likeness(self, record: FilmMatch) -> str:
        """Export the same words."""
        return self.render_likeness(record)

    def value_film(self, record: FilmMatch) -> str:
        """Export the catalogue's title."""
        return record.film.title if record.film else ""
