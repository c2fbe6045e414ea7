"""An erasure has a number; each place tells when it was reached, within a day."""

from pathlib import Path
from typing import Any

import pytest

from toile.pool import acknowledged
from toile.pool.acknowledged import ACKNOWLEDGED, REACHED_AT_ONCE, Acknowledged
from toile.pool.exposures import EXPOSURES
from toile.pool.visits import PROFILES
from toile.profiles import Space
from toile.wire.audience import AUDIENCE_TABLE
from toile.worker import schedule

NUMBER, OTHER = "7K2M9QX4T0ABCDEF", "0000000000000000"
HOUR_MS = 3_600_000
EVERYWHERE = {*REACHED_AT_ONCE, "pool_journal", "ads_journal"}


def told(house: Any, number: str = NUMBER) -> Acknowledged | None:
    record = house.stores.pool.get(ACKNOWLEDGED, number.encode())
    return None if record is None else acknowledged.decode(record)


def live_through(house: Any, hours: range) -> None:
    """Let the worker's day go on hour by hour."""
    for hour in hours:
        house.ahead_ms = hour * HOUR_MS
        for _ in range(2):
            for deed in house.worker._deeds:
                deed.due = 0.0
            house.worker.beat()
            house.worker._daily.wait()


def test_each_place_is_reached_within_a_day(house: Any) -> None:
    house.write(house.visit(1, "royal", house.at()), house.impression(1, house.at(9)))
    live_through(house, range(2))
    # Asked just after a run began, so that the next is the first to see it.
    house.write(house.erasure(1, house.now(), number=NUMBER), edge="edge-1")
    live_through(house, range(1, 3))
    held = told(house)
    assert held is not None
    assert set(held.done_ms) == set(REACHED_AT_ONCE)
    live_through(house, range(3, 25))
    held = told(house)
    assert held is not None
    assert held.is_done
    assert set(held.done_ms) == EVERYWHERE
    assert max(held.done_ms.values()) - held.asked_ms < 24 * HOUR_MS
    folder = Path(house.settings.journal.removeprefix("file:"))
    left = b"".join(path.read_bytes() for path in folder.rglob("*.journal"))
    assert house.sid(1) not in left
    assert house.aid(1) not in left


def test_an_unknown_id_moves_in_the_same_steps(house: Any) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    house.write(
        house.erasure(1, house.at(20), number=NUMBER),
        house.erasure(None, house.at(20), number=OTHER),
    )
    live_through(house, range(2))
    for hours in (range(2, 4), range(4, 26)):
        assert told(house) == told(house, OTHER)
        live_through(house, hours)
    assert told(house) == told(house, OTHER)


def test_what_is_told_names_no_id(house: Any) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    house.tell(house.erasure(1, house.at(20), number=NUMBER))
    for key, record in house.stores.pool.scan(ACKNOWLEDGED):
        assert house.sid(1) not in key + record
        assert house.aid(1) not in key + record


def test_a_number_that_comes_again_erases_nothing_new(house: Any) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    house.tell(house.erasure(1, house.at(10), number=NUMBER))
    house.tell(house.visit(1, "royal", house.at(20)))
    house.tell(house.erasure(1, house.at(30), number=NUMBER))
    assert house.stores.pool.get(PROFILES, house.sid(1)) is not None


def test_who_objected_comes_back_by_no_later_yes(house: Any) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    house.tell(house.erasure(1, house.at(10), number=NUMBER, objects=True))
    house.tell(
        house.consent(1, "royal", "yes", house.at(20)),
        house.visit(1, "royal", house.at(21)),
        house.erasure(1, house.at(22), number=OTHER),
        house.visit(1, "royal", house.at(23)),
    )
    assert house.stores.pool.get(PROFILES, house.sid(1)) is None
    assert house.stores.pool.get(EXPOSURES, house.sid(1)) is None
    assert house.stores.ads.get(AUDIENCE_TABLE, house.aid(1)) is None
    held = told(house)
    assert held is not None
    assert held.objects


def test_a_failing_cleaning_delays_and_loses_nothing(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = schedule.compact_ads

    def down(journal: str, ads: Space, at_ms: int | None = None) -> Any:
        raise OSError("the disk is away")

    house.tell(house.visit(1, "royal", house.at()))
    house.write(house.erasure(1, house.at(10), number=NUMBER), edge="edge-1")
    monkeypatch.setattr(schedule, "compact_ads", down)
    live_through(house, range(26))
    held = told(house)
    assert held is not None
    assert not held.is_done
    monkeypatch.setattr(schedule, "compact_ads", real)
    live_through(house, range(26, 28))
    held = told(house)
    assert held is not None
    assert held.is_done


def test_a_number_is_forgotten_after_a_year(house: Any) -> None:
    house.tell(house.erasure(1, house.at(), number=NUMBER))
    house.pretend(house.at(days=364))
    live_through(house, range(364 * 24, 364 * 24 + 1))
    assert told(house) is not None
    live_through(house, range(366 * 24, 366 * 24 + 1))
    assert told(house) is None


def test_a_rebuild_keeps_what_was_told(house: Any) -> None:
    house.tell(house.visit(1, "royal", house.at()))
    house.tell(house.erasure(1, house.at(10), number=NUMBER))
    before = told(house)
    house.stop()
    house.worker.stores.clear()
    house.worker.catch_up()
    assert told(house) == before
