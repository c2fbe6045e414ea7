"""Several cinemas of one organisation, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum

from toile.portal.cinemas.models import Cinema, CinemaAudience, SiteDay
from toile.portal.cinemas.selectors import consent_rate
from toile.portal.payouts import selectors
from toile.portal.payouts.dashboards.period import Period


@dataclass(frozen=True)
class HouseRow:
    """One cinema in a period, to be compared with the others."""

    cinema: Cinema
    visits: int
    consent_rate: float | None
    spectators: int | None
    clicks: int
    owed_micros: int

    @property
    def name(self) -> str:
        """The cinema."""
        return str(self.cinema)

    def get_absolute_url(self) -> str:
        """Its own dashboard, which the table links to."""
        return selectors.page_of(self.cinema)


def house(cinemas: Sequence[Cinema], period: Period, least: int) -> list[HouseRow]:
    """Gather what cinemas of one house did in a period (4 queries, however many)."""
    keys = [cinema.id for cinema in cinemas]
    days = {
        row["site__cinema"]: row
        for row in SiteDay.objects.filter(
            site__cinema__in=keys, day__range=(period.first, period.last)
        )
        .values("site__cinema")
        .annotate(visits=Sum("visits"), yes=Sum("consents"), no=Sum("refusals"))
    }
    clicks = selectors.clicks_by_cinema(keys, period.first, period.last)
    owed = selectors.owed_by_cinema()
    audience = dict(
        CinemaAudience.objects.filter(cinema__in=keys, day__lte=period.last)
        .order_by("day")
        .values_list("cinema_id", "spectators")
    )
    nothing = {"visits": 0, "yes": 0, "no": 0}
    return [
        HouseRow(
            cinema,
            visits=row["visits"],
            consent_rate=consent_rate(row["yes"], row["no"], least),
            spectators=audience.get(cinema.id),
            clicks=clicks[cinema.id],
            owed_micros=owed.get(cinema.id, 0),
        )
        for cinema in cinemas
        for row in (days.get(cinema.id, nothing),)
    ]
