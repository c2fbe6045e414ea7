"""What people chose on the sites of a cinema, told in packets (``lab.crowds``).

A period of the reader's own choice is the sum of what its days tell, the day of a
cinema the sum of what its sites tell: the counts themselves are read here alone.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from toile.lab.crowds import Share, packets, shares
from toile.portal.cinemas.models import SiteDay

NOTHING = Share()


@dataclass(frozen=True)
class ToldDay:
    """Visits (events, exact) and choices (persons, in packets) of one day.

    ``answers`` is what the day adds to a rate of acceptance.
    """

    visits: int = 0
    consents: int = 0
    refusals: int = 0
    withdrawals: int = 0
    answers: Share = NOTHING

    def __add__(self, other: "ToldDay") -> "ToldDay":
        """Put two together."""
        return ToldDay(
            self.visits + other.visits,
            self.consents + other.consents,
            self.refusals + other.refusals,
            self.withdrawals + other.withdrawals,
            self.answers + other.answers,
        )


Told = Mapping[str, Mapping[datetime.date, ToldDay]]


def told_by_site(site_ids: Collection[str], least: int) -> Told:
    """Tell every day of these sites that has a row, by site (1 query).

    From the first day on: where a packet ends depends on all that came before.
    """
    rows = SiteDay.objects.filter(site__in=site_ids).order_by("site_id", "day")
    by_site: defaultdict[str, list[SiteDay]] = defaultdict(list)
    for row in rows:
        by_site[row.site_id].append(row)
    return {site: _told(days, least) for site, days in by_site.items()}


def told_by_cinema(cinema_ids: Collection[str], least: int) -> Told:
    """Tell every day of these cinemas, each the sum of its sites' (2 queries)."""
    sites = dict(
        SiteDay.objects.filter(site__cinema__in=cinema_ids)
        .order_by()
        .values_list("site_id", "site__cinema_id")
        .distinct()
    )
    found: dict[str, dict[datetime.date, ToldDay]] = {}
    for site, days in told_by_site(sites, least).items():
        sums = found.setdefault(sites[site], {})
        for day, told in days.items():
            sums[day] = sums.get(day, ToldDay()) + told
    return found


def within(
    days: Mapping[datetime.date, ToldDay], first: datetime.date, last: datetime.date
) -> ToldDay:
    """Add up a period."""
    return total(told for day, told in days.items() if first <= day <= last)


def total(days: Iterable[ToldDay]) -> ToldDay:
    """Add up days."""
    return sum(days, ToldDay())


def _told(rows: list[SiteDay], least: int) -> dict[datetime.date, ToldDay]:
    columns = zip(
        rows,
        packets([row.consents for row in rows], least),
        packets([row.refusals for row in rows], least),
        packets([row.withdrawals for row in rows], least),
        shares([(row.consents, row.refusals) for row in rows], least),
        strict=True,
    )
    return {
        row.day: ToldDay(row.visits, yes, no, taken_back, answers)
        for row, yes, no, taken_back, answers in columns
    }
