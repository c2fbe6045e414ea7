"""The even plan: each line's budget spread evenly over its flight, second by second.

No line is bound to it, for readers come when they come; it is what a delivery is
measured by.
"""

import datetime
from collections.abc import Iterable, Sequence

from toile.portal.campaigns.models import LineItem
from toile.wire.calendar import midnight
from toile.wire.money import MICROS_A_CENT

# A hundredth ahead or behind is on time.
ON_TIME = 0.02


def planned_micros(
    lines: Iterable[LineItem], first: datetime.date, until: datetime.datetime
) -> int:
    """Tell what an even spending would have cost from a day on, up to a moment.

    To the cent: a plan is no bill.
    """
    start = midnight(first)
    cents = sum(_within(line, start, until) for line in lines) / MICROS_A_CENT
    return round(cents) * MICROS_A_CENT


def planned_by_day(
    lines: Sequence[LineItem], days: Iterable[datetime.date]
) -> list[int]:
    """Tell what an even spending costs on each day."""
    a_day = datetime.timedelta(days=1)
    return [planned_micros(lines, day, midnight(day + a_day)) for day in days]


def pace(spent_micros: int, planned: int) -> float | None:
    """Tell how far ahead of the plan a spending is: 0.08 is eight per cent ahead."""
    return None if planned <= 0 else spent_micros / planned - 1


def _within(
    line: LineItem, start: datetime.datetime, until: datetime.datetime
) -> float:
    flight = line.flight
    # In UTC: Python subtracts two times of Paris by the clock on the wall.
    begins, ends = _utc(flight.starts_at), _utc(flight.ends_at)
    inside = min(ends, _utc(until)) - max(begins, _utc(start))
    if inside <= datetime.timedelta():
        return 0.0
    return line.budget_micros * (inside / (ends - begins))


def _utc(at: datetime.datetime) -> datetime.datetime:
    return at.astimezone(datetime.UTC)
