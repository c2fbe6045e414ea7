"""Impressions, views and quartiles: counters, caps, figures, each report once."""

from typing import Any

import msgspec

from toile.ads.delivery import caps, counters
from toile.ads.delivery.caps import CAPS
from toile.ads.delivery.counters import COUNTERS
from toile.portal.campaigns.models import LineDay, LineHour, LinePlaceDay
from toile.wire.clock import PARIS, to_datetime, utc_day
from toile.wire.events import (
    Impression,
    ServedCell,
    Supply,
    VideoProgress,
    View,
)
from toile.wire.ids import Ulid, new_ulid


def delivered(house: Any) -> counters.Delivered:
    record = house.stores.ads.get(COUNTERS, counters.key(house.world.line.id))
    return counters.NOTHING if record is None else counters.decode(record)


def seen_today(house: Any, person: int, at: int) -> int:
    record = house.stores.ads.get(CAPS, house.aid(person))
    seen = caps.NOTHING if record is None else caps.decode(record)
    return seen.lines.get(Ulid(house.world.line.id), {}).get(utc_day(at), 0)


def again(event: Impression, later_ms: int) -> Impression:
    """The same impression, reported by a retry: a new event with the same token."""
    at = event.at_ms + later_ms
    return msgspec.structs.replace(event, id=new_ulid(at), at_ms=at)


def view(shown: Impression) -> View:
    return View(
        id=new_ulid(shown.at_ms + 1_000),
        at_ms=shown.at_ms + 1_000,
        impression=shown.impression,
        line=shown.line,
        creative=shown.creative,
        placement=shown.placement,
    )


def quartile(shown: Impression, reached: Any) -> VideoProgress:
    return VideoProgress(
        id=new_ulid(shown.at_ms + 2_000),
        at_ms=shown.at_ms + 2_000,
        impression=shown.impression,
        line=shown.line,
        creative=shown.creative,
        placement=shown.placement,
        reached=reached,
    )


def test_impressions_fill_counters_and_caps(house: Any) -> None:
    at = house.at()
    house.tell(
        house.impression(1, at), house.impression(1, at + 1), house.impression(None, at)
    )
    assert delivered(house) == counters.Delivered(3, 3 * 4_000_500)
    assert seen_today(house, 1, at) == 2
    assert house.stores.ads.count(CAPS) == 1


def test_an_impression_reported_twice_counts_once(house: Any) -> None:
    at = house.at()
    shown = house.impression(1, at)
    house.write(shown, again(shown, 5), edge="edge-0")
    house.write(again(shown, 2), edge="edge-1")
    house.tell(again(shown, 60_000), view(shown), view(shown))
    house.tell(again(shown, 61_000), view(shown), edge="edge-1")
    assert delivered(house).impressions == 1
    assert seen_today(house, 1, at) == 1
    row = LineDay.objects.get()
    assert (row.impressions, row.views, row.spend_micros) == (1, 1, 4_000)


def test_fractions_of_a_micro_euro_are_not_lost(house: Any) -> None:
    at = house.at()
    house.tell(*(house.impression(None, at + n) for n in range(10)))
    assert LineDay.objects.get().spend_micros == 40_005
    assert delivered(house).spent == 40_005


def test_each_quartile_counts_once(house: Any) -> None:
    shown = house.impression(None, house.at())
    start, end = quartile(shown, "start"), quartile(shown, "complete")
    house.tell(shown, start, start, quartile(shown, "midpoint"), end, end)
    row = LineDay.objects.get()
    assert (row.teaser_starts, row.teaser_completes) == (1, 1)


def test_what_is_of_no_known_thing_holds_nothing_up(house: Any) -> None:
    at = house.at()
    strange = new_ulid(at)
    house.tell(
        house.impression(1, at, line=strange),
        house.impression(1, at, creative=strange),
        house.impression(1, at, placement=strange),
        house.click(1, at, creative=strange),
        house.click(1, at, line=strange),
        house.impression(1, at),
    )
    assert LineDay.objects.get().impressions == 1


def test_impressions_and_clicks_are_counted_by_the_hour_of_paris(house: Any) -> None:
    at = house.noon(0) - 86_400_000
    shown = house.impression(None, at)
    house.tell(shown, again(shown, 5), house.impression(None, at + 3_600_000))
    house.tell(house.click(None, at + 1_000))
    rows = LineHour.objects.order_by("hour").values_list(
        "hour", "impressions", "clicks"
    )
    assert to_datetime(at).astimezone(PARIS).hour == 12
    assert list(rows) == [(12, 1, 1), (13, 1, 0)]


def test_where_a_line_served_is_added_up_by_day(house: Any) -> None:
    at, line = house.at(), Ulid(house.world.line.id)
    strange = new_ulid(at)
    house.tell(
        *(
            Supply(
                id=new_ulid(at + n),
                at_ms=at,
                lines=(ServedCell(line, "83", 50), ServedCell(strange, "13", 50)),
            )
            for n in range(2)
        )
    )
    (row,) = LinePlaceDay.objects.all()
    assert (row.departement, row.served) == ("83", 100)
