"""Figures are copied by turns: a backlog of them holds up neither visits nor pages."""

import datetime
import time
from typing import Any

import pytest

from toile.portal.campaigns.models import RefusedClickDay
from toile.portal.cinemas.models import SiteDay
from toile.portal.freshness.selectors import counted_until
from toile.wire.clock import to_datetime
from toile.worker import days, loop, turns
from toile.worker.loop import Deed
from toile.worker.stores import REFUSED_DAYS, SITE_DAYS

AT_ONCE = 6
ROWS = 20
FIRST = datetime.date(2026, 1, 1)


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toile.worker.project.figures.ROWS_AT_ONCE", AT_ONCE)
    for where in (turns, loop):
        monkeypatch.setattr(where, "PAUSE_SECONDS", 0.001)


def change(house: Any, rows: int) -> None:
    """Count something on each of so many days."""
    site, line = house.world.sites["royal"].id, house.world.line.id
    with house.stores.pool.update() as pool:
        for number in range(rows):
            day = (FIRST + datetime.timedelta(days=number)).isoformat()
            days.add(pool, SITE_DAYS, days.key_of(site, day), visits=1)
            refused = days.key_of(line, day, "no_cinema")
            days.add(pool, REFUSED_DAYS, refused, count=1)


def copying(house: Any) -> Deed:
    (deed,) = (d for d in house.worker._deeds if d.name == "copy the pool's figures")
    return deed


def copied() -> int:
    return SiteDay.objects.count() + RefusedClickDay.objects.count()


def test_a_beat_copies_some_rows_and_the_rest_soon_after(house: Any) -> None:
    change(house, ROWS)
    deed, told = copying(house), []
    while not told or told[-1] < 2 * ROWS:
        deed.due = 0.0
        assert not house.worker.beat(), "streams are not asked again for figures"
        told.append(copied())
        if told[-1] < 2 * ROWS:
            assert deed.due <= time.monotonic() + turns.PAUSE_SECONDS
    assert told == [*range(AT_ONCE, 2 * ROWS, AT_ONCE), 2 * ROWS]


def test_rows_that_change_all_the_time_keep_no_other_from_being_copied(
    house: Any,
) -> None:
    change(house, ROWS)
    for _ in range(2 * ROWS // AT_ONCE + 1):
        change(house, AT_ONCE)
        copying(house).due = 0.0
        house.worker.beat()
    assert copied() == 2 * ROWS


def test_a_worker_that_stops_leaves_no_figure_behind(house: Any) -> None:
    change(house, ROWS)
    house.worker.beat()
    change(house, ROWS)
    house.worker.catch_up()
    assert copied() == 2 * ROWS
    assert {row.visits for row in SiteDay.objects.all()} == {2}
    assert {row.count for row in RefusedClickDay.objects.all()} == {2}


def test_the_worker_says_how_far_it_has_counted(house: Any) -> None:
    assert counted_until() is None
    began = to_datetime(house.now())
    house.worker.beat()
    until = counted_until()
    assert until is not None
    assert began <= until <= to_datetime(house.now())
