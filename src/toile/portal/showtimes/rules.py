"""Who decides which film the programme means."""

from django.db.models import QuerySet

from toile.portal.accounts.models import Organisation
from toile.portal.films.models import Film
from toile.portal.showtimes.models import FilmMatch


def visible_matches(organisation: Organisation) -> QuerySet[FilmMatch]:
    """The union sees all films of the programme, a distributor those like its own."""
    if organisation.kind == Organisation.Kind.UNION:
        return FilmMatch.objects.all()
    return FilmMatch.objects.filter(film__distributor=organisation)


def choosable_films(organisation: Organisation) -> QuerySet[Film]:
    """Films that they may say are meant: the union any, a distributor its own."""
    if organisation.kind == Organisation.Kind.UNION:
        return Film.objects.all()
    return Film.objects.filter(distributor=organisation)
