"""A year of daily figures, as the worker would have counted them."""

import datetime
import random
from collections.abc import Sequence

from django.utils import timezone

from toile.portal.campaigns.models import (
    Creative,
    LineDay,
    LineHour,
    LineItem,
    LinePlaceDay,
    RefusedClickDay,
)
from toile.portal.cinemas.models import Cinema, CinemaAudience, Site, SiteDay
from toile.portal.inventory.models import Placement
from toile.wire.clock import PARIS

BATCH = 5_000
# The départements where most readers are.
PLACES = ("75", "92", "69", "13", "33", "31", "59", "44", "83", "35")


def write_days(
    sites: Sequence[Site],
    lines: Sequence[LineItem],
    creatives: dict[str, list[Creative]],
    placements: Sequence[Placement],
    today: datetime.date,
    days: int,
    chance: random.Random,
) -> dict[str, int]:
    """Write the days of sites and lines; tell how many rows there are."""
    visited = [
        _site_day(site, today, ago, chance) for site in sites for ago in range(days)
    ]
    SiteDay.objects.bulk_create(visited, batch_size=BATCH)
    most = len(placements)
    served = [
        _line_day(line, creative, placements[(at + step) % most], day, chance)
        for at, line in enumerate(lines)
        for day in _days_of(line, today)
        for creative in creatives[line.flight.campaign_id]
        for step in range(2)
    ]
    LineDay.objects.bulk_create(served, batch_size=BATCH)
    refused = [
        RefusedClickDay(line=line, day=day, reason=reason, count=chance.randint(0, 9))
        for line in lines
        for day in _days_of(line, today)
        for reason in ("bot", "double_click")
    ]
    RefusedClickDay.objects.bulk_create(refused, batch_size=BATCH)
    hours = [
        LineHour(line=line, day=day, hour=hour, impressions=90 + hour, clicks=1)
        for line in lines
        for day in _days_of(line, today)
        for hour in range(24)
    ]
    LineHour.objects.bulk_create(hours, batch_size=BATCH)
    places = [
        LinePlaceDay(line=line, day=day, departement=code, served=50)
        for line in lines
        for day in _days_of(line, today)
        for code in PLACES
    ]
    LinePlaceDay.objects.bulk_create(places, batch_size=BATCH)
    return {
        "line hours": len(hours),
        "line places": len(places),
        "site days": len(visited),
        "line days": len(served),
        "refusal days": len(refused),
    }


def write_audience(
    cinemas: Sequence[Cinema], today: datetime.date, chance: random.Random
) -> None:
    """Write the spectators of each cinema on the last days; some are too few."""
    CinemaAudience.objects.bulk_create(
        (
            CinemaAudience(
                cinema=cinema,
                day=today - datetime.timedelta(days=ago),
                spectators=chance.choice((None, 100, 450, 1_200)),
                pool=90_000,
                counted_at=timezone.now(),
            )
            for cinema in cinemas
            for ago in range(3)
        ),
        batch_size=BATCH,
    )


def _days_of(line: LineItem, today: datetime.date) -> list[datetime.date]:
    first = line.flight.starts_at.astimezone(PARIS).date()
    span = (min(line.flight.last_day, today) - first).days + 1
    return [first + datetime.timedelta(days=step) for step in range(span)]


def _site_day(
    site: Site, today: datetime.date, ago: int, chance: random.Random
) -> SiteDay:
    visits = chance.randint(20, 900)
    return SiteDay(
        site=site,
        day=today - datetime.timedelta(days=ago),
        visits=visits,
        consents=visits // 9,
        refusals=visits // 15,
        withdrawals=visits // 400,
    )


def _line_day(
    line: LineItem,
    creative: Creative,
    placement: Placement,
    day: datetime.date,
    chance: random.Random,
) -> LineDay:
    impressions = chance.randint(200, 4_000)
    clicks = impressions // 180
    return LineDay(
        line=line,
        creative=creative,
        placement=placement,
        day=day,
        impressions=impressions,
        views=impressions * 6 // 10,
        clicks=clicks,
        billable_clicks=clicks * 8 // 10,
        spend_micros=impressions * 4_000,
    )
