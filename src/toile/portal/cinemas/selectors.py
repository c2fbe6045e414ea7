"""Reading cinemas, their sites and their days."""

import datetime
from collections.abc import Collection, Sequence

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from toile.lab import SMALLEST_SHOWN, shown
from toile.portal.cinemas.models import Cinema, CinemaAudience, Site
from toile.wire.geography import DEPARTEMENTS, departement_of


def consent_rate(
    consents: int, refusals: int, least: int = SMALLEST_SHOWN
) -> float | None:
    """Yes among all answers, to a twentieth; ``None`` for fewer than ``least``.

    Finer, it would tell how few refused among a few hundred.
    """
    asked = consents + refusals
    return None if shown(asked, least) is None else round(20 * consents / asked) / 20


def told_audience(cinema_ids: Collection[str]) -> dict[str, CinemaAudience]:
    """The newest counts of these cinemas' spectators, by cinema (1 query)."""
    rows = CinemaAudience.objects.filter(cinema__in=cinema_ids)
    newest = rows.filter(cinema=OuterRef("cinema")).order_by("-day").values("day")[:1]
    found = rows.filter(day=Subquery(newest))
    return {row.cinema_id: row for row in found}


def sites_with_signs(cinema: Cinema) -> QuerySet[Site]:
    """Sites of a cinema, each with ``last_visit`` and ``last_choice``, days or none."""
    visited = Q(days__visits__gt=0)
    chosen = Q(days__consents__gt=0) | Q(days__refusals__gt=0)
    return cinema.sites.annotate(
        last_visit=Max("days__day", filter=visited),
        last_choice=Max("days__day", filter=chosen),
    ).order_by("name")


def active_sites(cinema_ids: Sequence[str], on: datetime.date) -> QuerySet[Site]:
    """Sites whose reports are taken on a day; a pause ends by itself."""
    over = Q(status=Site.Status.PAUSED, paused_until__lte=on)
    return (
        Site.objects.filter(Q(status=Site.Status.ACTIVE) | over)
        .filter(cinema_id__in=cinema_ids)
        .select_related("cinema")
        .order_by("id")
    )


def suspended_sites() -> QuerySet[Site]:
    """Sites whose reports are refused until the suspension is lifted."""
    return Site.objects.filter(status=Site.Status.SUSPENDED).order_by("id")


def names(cinema_ids: Collection[str]) -> dict[str, str]:
    """Names of these cinemas by id, for people who look at what is held on them."""
    return {
        cinema.id: str(cinema) for cinema in Cinema.objects.filter(id__in=cinema_ids)
    }


def site_names(cinema_ids: Collection[str]) -> dict[str, str]:
    """Names of their sites by id, for people who look at where they said yes."""
    sites = Site.objects.filter(cinema_id__in=cinema_ids)
    return dict(sites.values_list("id", "name"))


def known_sites(sites: Sequence[str]) -> set[str]:
    """Which of these ids are sites of this database."""
    return set(Site.objects.filter(id__in=sites).values_list("id", flat=True))


def known_cinemas(cinemas: Sequence[str]) -> set[str]:
    """Which of these ids are cinemas of this database."""
    return set(Cinema.objects.filter(id__in=cinemas).values_list("id", flat=True))


def departements_of(cinema_ids: Collection[str]) -> dict[str, str]:
    """Départements of these cinemas by id, by the code or the postal code they gave."""
    rows = Cinema.objects.filter(id__in=cinema_ids)
    found = {
        cinema: said or departement_of(postal)
        for cinema, said, postal in rows.values_list("id", "departement", "postal_code")
    }
    return {cinema: place for cinema, place in found.items() if place in DEPARTEMENTS}
