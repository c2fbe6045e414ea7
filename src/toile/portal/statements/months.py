"""Months of the calendar of Paris, named by their first day and written "2026-11"."""

import datetime
import re

from toile.wire.clock import PARIS

_WRITTEN = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


def read_month(text: str) -> datetime.date | None:
    """Read a month; ``None`` for what is none."""
    found = _WRITTEN.fullmatch(text)
    return found and datetime.date(int(found[1]), int(found[2]), 1)


def write_month(month: datetime.date) -> str:
    """Write a month as ``read_month`` reads it."""
    return f"{month:%Y-%m}"


def month_after(month: datetime.date) -> datetime.date:
    """Tell the first day of the next month."""
    return (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def month_before(month: datetime.date) -> datetime.date:
    """Tell the first day of the month before."""
    return (month.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def months_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """List months from one to another, both included; none if they are reversed."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = month_after(month)
    return found


def stretch(month: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """Tell when a month begins and when the next one does: midnights of Paris.

    A month in which the clocks change is an hour shorter or longer.
    """
    begin, end = (
        datetime.datetime.combine(day, datetime.time(), PARIS)
        for day in (month.replace(day=1), month_after(month))
    )
    return begin, end
