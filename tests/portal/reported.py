"""Condor's campaign with two weeks of figures, written as the worker writes them."""

import datetime
from typing import Any

from clock import NOON
from toile.lab.frequency import Class
from toile.lab.lift import Side, effect
from toile.portal.campaigns import services as campaigns
from toile.portal.freshness.services import note_counted
from toile.portal.inventory import services as inventory

A_WEEK = datetime.timedelta(days=7)


def fill(world: Any, second: Any = None, noon: datetime.datetime = NOON) -> Any:
    """Eight days of a poster that does well and, if given, of one that does not.

    They end on the day of ``noon``, which becomes the middle of the flight.
    """
    flight = world.line.flight
    flight.starts_at, flight.ends_at = noon - A_WEEK, noon + A_WEEK
    flight.save()
    popup = inventory.add_placement(
        world.placement.publisher, name="Pop-up", format="popup", width=600, height=400
    )
    for at in range(8):
        day = flight.first_day + datetime.timedelta(days=at)
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
    _measured(world.campaign, noon)
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


def _measured(campaign: Any, noon: datetime.datetime) -> None:
    classes = (Class(1, 1, 2_100), Class(2, 3, 900), Class(4, None, 120))
    campaigns.put_campaign_reach(campaign.id, 3_100, 5_900, 1.9, classes, noon)
    compared = effect(Side(9_000, 640), Side(1_000, 40))
    campaigns.put_campaign_effect(campaign.id, compared, noon)
    for stream in ("pool", "ads"):
        note_counted(stream, noon)
