"""The figures that the worker sets; it holds the sums, these are copies."""

import datetime
from collections.abc import Mapping

from toile.portal.cinemas.models import Cinema, CinemaAudience, SiteChoiceDay, SiteDay


def put_site_figures(site_id: str, day: datetime.date, **figures: int) -> None:
    """Set some of a day's figures of a site; the worker holds the sums."""
    SiteDay.objects.update_or_create(site_id=site_id, day=day, defaults=figures)


def put_choice_figures(
    site_id: str, day: datetime.date, tool: str, device: str, **figures: int
) -> None:
    """Set a day's choices of a site by tool and device."""
    SiteChoiceDay.objects.update_or_create(
        site_id=site_id, day=day, tool=tool, device=device, defaults=figures
    )


def put_audience(
    day: datetime.date,
    spectators: Mapping[str, int | None],
    pool: int | None,
    at: datetime.datetime,
) -> None:
    """Set the spectators of some cinemas on a day, already rounded by the pool."""
    known = Cinema.objects.filter(id__in=spectators).values_list("id", flat=True)
    CinemaAudience.objects.bulk_create(
        (
            CinemaAudience(
                cinema_id=cinema,
                day=day,
                spectators=spectators[cinema],
                pool=pool,
                counted_at=at,
            )
            for cinema in known
        ),
        update_conflicts=True,
        unique_fields=["cinema", "day"],
        update_fields=["spectators", "pool", "counted_at"],
    )
