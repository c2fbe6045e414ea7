"""What is done by the clock: a table that each room adds its lines to.

A deed of the schedule must be quick and bear being done twice; what takes long asks
for a job instead.
"""

import datetime
from collections.abc import Callable, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

When = Callable[[datetime.datetime], datetime.datetime]
Deed = Callable[[], object]


class Line(NamedTuple):
    """One line of the schedule; ``after`` gives the next time after a time."""

    name: str
    after: When
    do: Deed


_LINES: dict[str, Line] = {}


def schedule(name: str, after: When, do: Deed) -> None:
    """Add a line, or take the place of the one of that name."""
    _LINES[name] = Line(name, after, do)


def lines() -> Mapping[str, Line]:
    """Give all lines by name."""
    return _LINES


def every(seconds: float) -> When:
    """Name the time so many seconds later."""
    return lambda now: now + datetime.timedelta(seconds=seconds)


def daily(hour: int, minute: int = 0) -> When:
    """Name the next such hour in Paris."""
    return lambda now: _next_day_at(now, hour, minute, range(7))


def weekly(weekday: int, hour: int, minute: int = 0) -> When:
    """Name the next such hour of that day in Paris; Monday is 0."""
    return lambda now: _next_day_at(now, hour, minute, (weekday,))


def _next_day_at(
    now: datetime.datetime, hour: int, minute: int, weekdays: range | tuple[int, ...]
) -> datetime.datetime:
    today = now.astimezone(PARIS).date()
    for days in range(9):
        day = today + datetime.timedelta(days=days)
        # Built from the day each time: a day of 23 or 25 hours keeps its nine o'clock.
        at = datetime.datetime.combine(day, datetime.time(hour, minute), PARIS)
        if day.weekday() in weekdays and at > now:
            return at.astimezone(datetime.UTC)
    raise AssertionError("a week has seven days")
