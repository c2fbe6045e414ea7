"""Condor's campaign with two weeks of figures, written as the worker writes them."""

import datetime
from typing import Any

from toile.lab.frequency import Class
from toile.lab.lift import Side, effect
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Flight
from toile.portal.freshness.services import note_counted
from toile.portal.inventory import services as inventory

NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
FIRST = datetime.date(2026, 11, 13)


def fill(world: Any, second: Any = None) -> Any:
    """Eight days of a poster that does well and, if given, of one that does not."""
    week = datetime.timedelta(days=7)
    Flight.objects.filter(campaign=world.campaign).update(
        starts_at=NOON - week, ends_at=NOON + week
    )
    popup = inventory.add_placement(
        world.placement.publisher, name="Pop-up", format="popup", width=600, height=400
    )
    for at in range(8):
        day = FIRST + datetime.timedelta(days=at)
        for place, number in ((world.placement, 3_000), (popup, 1_200)):
            _day(world.line, world.creative, place, day, number + 100 * at, 80)
            if second is not None:
                _day(world.line, second, place, day, number, 400)
        campaigns.put_refused_clicks(world.line.id, day, "bot", 7)
        campaigns.put_refused_clicks(world.line.id, day, "double_click", 2)
        for departement, served in (("83", 1_500), ("13", 700), ("2A", 50)):
            campaigns.put_line_place(world.line.id, departement, day, served)
        for hour in range(24):
            campaigns.put_line_hour(
                world.line.id, day, hour, impressions=hour * 30, clicks=hour // 4
            )
    _measured(world.campaign)
    return popup


def _day(
    line: Any, creative: Any, place: Any, day: datetime.date, shown: int, one_in: int
) -> None:
    campaigns.put_line_figures(
        line.id,
        creative.id,
        place.id,
        day,
        impressions=shown,
        views=shown * 6 // 10,
        clicks=shown // one_in,
        billable_clicks=shown // one_in * 8 // 10,
        spend_micros=shown * 4_000,
    )


def _measured(campaign: Any) -> None:
    classes = (Class(1, 1, 2_100), Class(2, 3, 900), Class(4, None, 120))
    campaigns.put_campaign_reach(campaign.id, 3_100, 5_900, 1.9, classes, NOON)
    compared = effect(Side(9_000, 640), Side(1_000, 40))
    campaigns.put_campaign_effect(campaign.id, compared, NOON)
    for stream in ("pool", "ads"):
        note_counted(stream, NOON)
