"""Who may open what of ``showtimes``."""

import datetime

from django.utils import timezone

from permission_rows import Given, Stage
from toile.portal.showtimes.models import FilmMatch, Import, Screening

TABLE = """
url method anonymous royal royal_editor royal_viewer eldorado condor condor_editor condor_viewer other_distributor scare scare_editor scare_viewer klox inter nobody
showtimes:overview     GET    in   403  403  403  403  403  403  403  403  200  200  200  403  403  403
showtimes:switch       POST   in   403  403  403  403  403  403  403  403  302  302  403  403  403  403
showtimes:films        GET    in   403  403  403  403  200  200  200  200  200  200  200  403  403  403
showtimes:film         GET    in   403  403  403  403  200  200  200  404  200  200  200  403  403  403
showtimes:film         POST   in   403  403  403  403  302  302  403  404  302  302  403  403  403  403
"""  # noqa: E501 - a table is read by its columns

DEEDS = {"showtimes:film", "showtimes:switch"}


def given(stage: Stage) -> Given:
    """A programme whose one film may be Condor's, shown tonight at the Royal."""
    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    Import.objects.create(
        status=Import.Status.DONE, started_at=now, ended_at=now, read=1, kept=1
    )
    match = FilmMatch.objects.create(
        key="k",
        title="L Ombre De Staline",
        film=stage.world.film,
        status=FilmMatch.Status.DOUBTFUL,
        likeness="no_director",
        seen_at=now,
    )
    Screening.objects.create(
        cinema=stage.world.royal, match=match, starts_at=now + hour, source_id="1"
    )
    return {
        "showtimes:switch": ((), {"near_you": "off"}),
        "showtimes:film": (
            (match.id,),
            {"decision": "confirm", "film": stage.world.film.id},
        ),
    }
