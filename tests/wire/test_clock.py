"""Times are aware; figures are kept by the calendar of France."""

import datetime

import pytest

from toile.wire import clock


def test_a_late_evening_in_utc_is_the_next_day_in_paris() -> None:
    moment = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)

    assert clock.paris_date(clock.from_datetime(moment)) == datetime.date(2026, 7, 2)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        clock.from_datetime(datetime.datetime(2026, 7, 1))  # noqa: DTZ001


def test_a_time_survives_the_round_trip() -> None:
    assert (
        clock.from_datetime(clock.to_datetime(1_795_466_434_294)) == 1_795_466_434_294
    )
