"""The open programme of a fortnight to come: its films and its screenings."""

import datetime
from collections.abc import Sequence

from django.utils import timezone

from toile.portal.cinemas.models import Cinema
from toile.portal.films.models import Film
from toile.portal.showtimes.models import FilmMatch, Import, Screening

BATCH = 5_000
DAYS = 14
A_DAY = 4
_STATES = (
    FilmMatch.Status.MATCHED,
    FilmMatch.Status.DOUBTFUL,
    FilmMatch.Status.UNMATCHED,
)


def write_programme(
    cinemas: Sequence[Cinema], films: Sequence[Film]
) -> tuple[FilmMatch, dict[str, int]]:
    """Write it; give the first film, and tell how many rows there are."""
    now = timezone.now()
    matches = FilmMatch.objects.bulk_create(
        _match(film, at, now) for at, film in enumerate(films)
    )
    screenings = [
        Screening(
            cinema=cinema,
            match=matches[(place + 3 * day + time) % len(matches)],
            starts_at=now + datetime.timedelta(days=day, hours=1 + 3 * time),
            source_id=f"{place}-{day}-{time}",
        )
        for place, cinema in enumerate(cinemas)
        for day in range(DAYS)
        for time in range(A_DAY)
    ]
    Screening.objects.bulk_create(screenings, batch_size=BATCH)
    Import.objects.create(
        status=Import.Status.DONE,
        started_at=now,
        ended_at=now,
        read=len(screenings),
        kept=len(screenings),
    )
    return matches[0], {"screenings": len(screenings)}


def _match(film: Film, at: int, now: datetime.datetime) -> FilmMatch:
    status = _STATES[at % len(_STATES)]
    known = status != FilmMatch.Status.UNMATCHED
    return FilmMatch(
        key=str(at),
        title=film.title,
        film=film if known else None,
        status=status,
        seen_at=now,
    )
