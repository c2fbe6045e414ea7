"""Reading the programme: for the union's page, and for what ads may tell."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, When

from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.approvals.selectors import approved_ids
from toile.portal.cinemas.models import Cinema
from toile.portal.films.models import Film
from toile.portal.showtimes.models import FilmMatch, Import, NearYouRule, Screening
from toile.wire.clock import from_datetime, paris_date
from toile.wire.geography import departement_of
from toile.wire.near_you import (
    DAYS_AHEAD,
    MOST_CINEMAS,
    MOST_SCREENINGS,
    NearCinema,
    NearScreening,
)

_SHOWN_OF_A_FILM = 12

Places = dict[str, tuple[NearCinema, ...]]
"""Cinemas by département."""


@dataclass(frozen=True)
class Overview:
    """How the programme stands."""

    enabled: bool
    last: Import | None
    last_good: Import | None
    screenings: int
    cinemas: int
    films: dict[str, int]


def rule() -> NearYouRule:
    """The union's switch; on until it was ever turned."""
    return NearYouRule.objects.first() or NearYouRule()


def overview(now: datetime.datetime) -> Overview:
    """Tell how the programme stands (5 queries)."""
    coming = Screening.objects.filter(starts_at__gt=now)
    counted = coming.aggregate(
        screenings=Count("pk"), cinemas=Count("cinema", distinct=True)
    )
    good = (Import.Status.DONE, Import.Status.UNCHANGED)
    return Overview(
        enabled=rule().enabled,
        last=Import.objects.exclude(status=Import.Status.RUNNING).first(),
        last_good=Import.objects.filter(status__in=good).first(),
        screenings=counted["screenings"],
        cinemas=counted["cinemas"],
        films=by_status(FilmMatch.objects.all(), now),
    )


def by_status(matches: QuerySet[FilmMatch], now: datetime.datetime) -> dict[str, int]:
    """Count the films that are still to be shown, by how they stand."""
    rows = (
        _coming(matches, now).order_by().values_list("status").annotate(n=Count("pk"))
    )
    return dict.fromkeys(FilmMatch.Status.values, 0) | dict(rows)


def films_to_come(
    matches: QuerySet[FilmMatch], now: datetime.datetime
) -> QuerySet[FilmMatch]:
    """Films that are still to be shown, each with ``coming`` and ``houses`` counted.

    Those that wait for an answer come first.
    """
    ahead = Q(screenings__starts_at__gt=now)
    doubtful = Case(When(status=FilmMatch.Status.DOUBTFUL, then=0), default=1)
    return (
        _coming(matches, now)
        .select_related("film__distributor", "decided_by")
        .annotate(
            coming=Count("screenings", filter=ahead),
            houses=Count("screenings__cinema", filter=ahead, distinct=True),
        )
        .order_by(doubtful, "-coming", "title", "id")
    )


def _coming(
    matches: QuerySet[FilmMatch], now: datetime.datetime
) -> QuerySet[FilmMatch]:
    ahead = Screening.objects.filter(starts_at__gt=now).values("match")
    return matches.filter(id__in=ahead)


def latest_faults(last: Import | None, most: int) -> list[tuple[str, str]]:
    """A few of the records that an import could not read, with the cause."""
    if last is None:
        return []
    return list(last.faults.values_list("record", "cause")[:most])


def members(now: datetime.datetime) -> frozenset[str]:
    """Ids of the cinemas that an ad may name: in force and approved (2 queries)."""
    today = paris_date(from_datetime(now))
    return frozenset(cinemas_in_force(today)) & approved_ids("cinema")


def programmes(
    allocine_ids: Collection[int],
    named: Collection[str],
    now: datetime.datetime,
) -> dict[int, Places]:
    """Where these films are shown next, in the cinemas ``named`` (1 query).

    The cinemas of a département come in the order of their next screening.
    """
    if not allocine_ids or not named:
        return {}
    until = now + datetime.timedelta(days=DAYS_AHEAD)
    rows = (
        Screening.objects.filter(
            match__status=FilmMatch.Status.MATCHED,
            match__film__allocine_id__in=allocine_ids,
            starts_at__gt=now,
            starts_at__lt=until,
            cinema__in=named,
        )
        .order_by("starts_at", "cinema__name", "cinema", "version")
        .values_list("match__film__allocine_id", "cinema", "starts_at", "version")
    )
    times: dict[int, dict[str, list[NearScreening]]] = defaultdict(dict)
    for film, cinema, starts_at, version in rows:
        told = times[film].setdefault(cinema, [])
        if len(told) < MOST_SCREENINGS:
            told.append(NearScreening(from_datetime(starts_at), version))
    houses = Cinema.objects.in_bulk({key for film in times.values() for key in film})
    return {film: _by_departement(of, houses) for film, of in times.items()}


def _by_departement(
    times: dict[str, list[NearScreening]], houses: dict[str, Cinema]
) -> Places:
    places: dict[str, list[NearCinema]] = defaultdict(list)
    for key, told in times.items():
        house = houses[key]
        departement = house.departement or departement_of(house.postal_code)
        if departement and len(places[departement]) < MOST_CINEMAS:
            places[departement].append(
                NearCinema(house.name, house.commune, tuple(told))
            )
    return {name: tuple(found) for name, found in sorted(places.items())}


def choosable(films: QuerySet[Film]) -> QuerySet[Film]:
    """Films that a person may say are meant."""
    return films.select_related("distributor").order_by("title", "id")


def next_screenings(match: FilmMatch, now: datetime.datetime) -> QuerySet[Screening]:
    """The next few screenings of a film, wherever they are."""
    coming = match.screenings.filter(starts_at__gt=now).select_related("cinema")
    return coming.order_by("starts_at", "cinema__name")[:_SHOWN_OF_A_FILM]
