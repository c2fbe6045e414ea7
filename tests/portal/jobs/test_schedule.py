"""The clock: Paris hours through summer and winter."""

import datetime

import pytest

from toile.portal.jobs.schedule import daily, every, lines, weekly

UTC = datetime.UTC


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_every_few_seconds() -> None:
    assert every(3)(at("2026-11-24T10:00:00")) == at("2026-11-24T10:00:03")


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-24T02:29:59", "2026-11-24T02:30:00"),
        ("2026-11-24T02:30:00", "2026-11-25T02:30:00"),
        # The night to summer time has no half past two, and the next day one.
        ("2027-03-27T12:00:00", "2027-03-28T01:30:00"),
        ("2027-03-28T12:00:00", "2027-03-29T01:30:00"),
        ("2026-10-24T12:00:00", "2026-10-25T02:30:00"),
    ],
)
def test_daily_is_an_hour_in_paris(now: str, then: str) -> None:
    assert daily(3, 30)(at(now)) == at(then)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-24T10:00:00", "2026-11-26T08:00:00"),
        ("2026-11-26T07:59:59", "2026-11-26T08:00:00"),
        ("2026-11-26T08:00:00", "2026-12-03T08:00:00"),
        ("2027-03-25T08:00:01", "2027-04-01T07:00:00"),
    ],
)
def test_thursday_at_nine(now: str, then: str) -> None:
    assert weekly(3, 9)(at(now)) == at(then)


def test_the_house_has_its_lines() -> None:
    assert {"mail.deliver", "mail.forget", "jobs.forget"} <= set(lines())
