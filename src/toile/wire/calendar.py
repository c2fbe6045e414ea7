"""The calendar of Paris: when its days and months begin, and how a month is written.

A month is named by its first day and written "2026-11". A day or a month in which the
clocks change is an hour shorter or longer.
"""

import datetime
import re

from toile.wire.clock import PARIS, from_datetime

_WRITTEN = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


def midnight(day: datetime.date) -> datetime.datetime:
    """Tell when a day begins."""
    return datetime.datetime.combine(day, datetime.time(), PARIS)


def midnight_ms(day: datetime.date) -> int:
    """Tell when a day begins, in milliseconds since the epoch."""
    return from_datetime(midnight(day))


def month_after(month: datetime.date) -> datetime.date:
    """Tell the first day of the next month; any day names its month."""
    return (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def month_before(month: datetime.date) -> datetime.date:
    """Tell the first day of the month before."""
    return (month.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def last_months(today: datetime.date, count: int) -> list[datetime.date]:
    """List so many months, the newest first: that of today, and those before it."""
    months = [today.replace(day=1)]
    while len(months) < count:
        months.append(month_before(months[-1]))
    return months


def months_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """List months from one to another, both included; none if they are reversed."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = month_after(month)
    return found


def stretch(month: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """Tell when a month begins and when the next one does."""
    return midnight(month.replace(day=1)), midnight(month_after(month))


def read_month(text: str) -> datetime.date | None:
    """Read a month; ``None`` for what is none."""
    found = _WRITTEN.fullmatch(text)
    return found and datetime.date(int(found[1]), int(found[2]), 1)


def write_month(month: datetime.date) -> str:
    """Write a month as ``read_month`` reads it."""
    return f"{month:%Y-%m}"
