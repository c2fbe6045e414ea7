"""What the chosen placements offered in the last weeks: the ground of a forecast."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from django.db.models import Sum

from toile.ads.delivery.match import NEVER_KNOWN, within
from toile.ads.exchanges.domains import host_of
from toile.ads.exchanges.domains import within as is_below
from toile.lab.forecast import Crowd, Rates
from toile.lab.hours import share_of_hours
from toile.lab.reach import USUAL_K, likeness
from toile.lab.supply import USUAL_PAST_DAYS
from toile.portal.campaigns.models import CampaignReach, LineDay, ReachCell
from toile.portal.inventory.models import Placement
from toile.portal.inventory.selectors import (
    Supplied,
    supply_by_band,
    supply_by_day,
    supply_from,
)
from toile.wire.geography import DEPARTEMENTS
from toile.wire.targeting import Daypart, Geography, Targeting

# Before anything is known of a place: usual rates of display ads, weighing as much as
# so many impressions.
_USUAL_CLICKS, _USUAL_VIEWS, _WEIGHT = 0.002, 0.6, 1_000
# What comes of a served ad that is never shown: the page was left too soon.
_USUAL_SHOWN, _LEAST_SHOWN = 0.9, 0.3
_CAMPAIGNS_LOOKED_AT = 20
# Where readers are changes slowly, and there are a hundred rows a day.
_PLACES_KNOWN_FROM = 7


@dataclass(frozen=True)
class Sold:
    """Impressions by price for 1000, and what came of them."""

    by_price: dict[int, int]
    impressions: int
    views: int
    clicks: int

    def below(self, price_micros: int) -> float:
        """Tell the share of impressions that this price would have won.

        Lines of one price take turns: half of theirs.
        """
        if not self.impressions:
            return 0.0
        cheaper = sum(n for price, n in self.by_price.items() if price < price_micros)
        return (cheaper + self.by_price.get(price_micros, 0) / 2) / self.impressions

    @property
    def rates(self) -> Rates:
        """Views and clicks an impression."""
        weight = self.impressions + _WEIGHT
        return Rates(
            clicks=(self.clicks + _USUAL_CLICKS * _WEIGHT) / weight,
            views=min(1.0, (self.views + _USUAL_VIEWS * _WEIGHT) / weight),
            from_clicks=self.clicks + 2,
        )


@dataclass(frozen=True)
class Past:
    """Days in order, none left out since the first one seen, and what was sold."""

    days: list[Supplied]
    sold: Sold
    last_day: datetime.date
    whole_days: bool

    def winnable(self, price_micros: int, *, pool: bool) -> list[float]:
        """Tell how many impressions a day a line of this price could have had."""
        served = sum(day.served for day in self.days)
        shown = _USUAL_SHOWN
        if served:
            shown = min(1.0, max(_LEAST_SHOWN, self.sold.impressions / served))
        below = self.sold.below(price_micros)
        asked = [
            (day.members, day.members_served) if pool else (day.requests, day.served)
            for day in self.days
        ]
        return [(requests - taken + taken * below) * shown for requests, taken in asked]


class Place(NamedTuple):
    """A placement that may serve a line; ``at_auction``: exchanges sell it."""

    id: str
    at_auction: bool


def servable(
    placements: Collection[str], targeting: Targeting, price_micros: int | None
) -> list[Place]:
    """Leave out what is paused, too dear, or would refuse the line for what is known.

    As the ads wing matches them: interests and sites to keep off, and on a direct
    placement all that nothing tells there. Without a price nothing is too dear.
    """
    rows = Placement.objects.filter(id__in=placements, status=Placement.Status.ACTIVE)
    if price_micros is not None:
        rows = rows.filter(floor_micros__lte=price_micros)
    told = rows.values_list("id", "interests", "publisher__origins", "sold_by")
    found = []
    for place, interests, origins, sold_by in told:
        at_auction = sold_by == Placement.SoldBy.EXCHANGE
        if (
            _interested(targeting, interests)
            and not _kept_off(targeting, origins, at_auction=at_auction)
            and (at_auction or not _asks_the_unknown(targeting))
        ):
            found.append(Place(place, at_auction))
    return found


def _interested(targeting: Targeting, interests: Collection[str]) -> bool:
    if not targeting.interests:
        return True
    if not interests:
        return not targeting.is_strict("interests")
    return not set(targeting.interests).isdisjoint(interests)


def _kept_off(
    targeting: Targeting, origins: Collection[str], *, at_auction: bool
) -> bool:
    """Tell whether a line shuns a site; at auction each of its hosts is asked alone."""
    if not targeting.hosts_excluded or not origins:
        return False
    off = [
        any(is_below(host_of(origin), each) for each in targeting.hosts_excluded)
        for origin in origins
    ]
    return all(off) if at_auction else any(off)


def _asks_the_unknown(targeting: Targeting) -> bool:
    return any(
        getattr(targeting, name) and targeting.is_strict(name)
        for name, _reason in NEVER_KNOWN
    )


def past_of(placements: Collection[str], today: datetime.date) -> Past | None:
    """Look back over four weeks up to yesterday, or at today if there is no more."""
    first = today - datetime.timedelta(days=USUAL_PAST_DAYS)
    found = supply_by_day(placements, first, today)
    whole = {day: supplied for day, supplied in found.items() if day < today}
    kept = whole or found
    if not kept:
        return None
    start, last = min(kept), today - datetime.timedelta(days=1) if whole else today
    span = (last - start).days + 1
    days = [
        kept.get(start + datetime.timedelta(days=n), Supplied()) for n in range(span)
    ]
    return Past(days, _sold(placements, start, last), last, bool(whole))


def share_of(
    geography: Collection[Geography],
    placements: Collection[str],
    past: Past,
) -> float:
    """Tell which share of all requests came from the wanted places."""
    if not geography:
        return 1.0
    week = past.days[-_PLACES_KNOWN_FROM:]
    asked = sum(day.requests for day in week)
    first = past.last_day - datetime.timedelta(days=len(week) - 1)
    wanted = [
        code
        for code, departement in DEPARTEMENTS.items()
        if any(within(Geography("FR", departement.region, code), g) for g in geography)
    ]
    inside = supply_from(wanted, placements, first, past.last_day)
    return min(1.0, inside / asked) if asked else 0.0


def hours_share(
    dayparts: Collection[Daypart],
    placements: Collection[str],
    past: Past,
    coming: Collection[datetime.date],
) -> float:
    """Tell which share of all requests comes in the wanted hours of the coming days."""
    if not dayparts:
        return 1.0
    first = past.last_day - datetime.timedelta(days=_PLACES_KNOWN_FROM - 1)
    bands = supply_by_band(placements, first, past.last_day)
    return share_of_hours(tuple(dayparts), bands, [day.weekday() for day in coming])


def pool_size(segments: Collection[str]) -> int:
    """Tell how many ids the largest of these segments has, rounded; 0 if too few."""
    rows = ReachCell.objects.filter(segment__in=segments, departement="")
    return max(rows.values_list("ids", flat=True), default=0)


def crowd_of(ids: int, pool: int) -> Crowd:
    """Take so many ids to be as alike as those of past campaigns."""
    rows = CampaignReach.objects.filter(ids__isnull=False).order_by("-counted_at")
    fits = [
        likeness(pool, reached or 0, impressions)
        for reached, impressions in rows.values_list("ids", "impressions")[
            :_CAMPAIGNS_LOOKED_AT
        ]
    ]
    return Crowd(ids, median(fits) if fits else USUAL_K)


def _sold(
    placements: Collection[str], first: datetime.date, last: datetime.date
) -> Sold:
    rows = (
        LineDay.objects.filter(placement_id__in=placements, day__range=(first, last))
        .values_list("line__price_micros")
        .annotate(Sum("impressions"), Sum("views"), Sum("clicks"))
    )
    found = list(rows)
    return Sold(
        {price: impressions for price, impressions, _, _ in found},
        *(sum(row[column] for row in found) for column in (1, 2, 3)),
    )
