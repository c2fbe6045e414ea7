"""Until when a request must be answered: one month, three if it is prolonged in time.

GDPR art. 12(3): "within one month of receipt"; "by two further months where
necessary", if the person is told so, with the reasons, within the first. A month ends
on the day of the same number (Regulation 1182/71, art. 3(2)(c)), or on its last.
"""

import calendar
import datetime


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Give the same day some months on; the last of the month where it has none."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    return day.replace(year=year, month=month, day=min(day.day, last))


KEPT_MONTHS = 60
"""How long after it is closed a request names its person: a claim about the answer may
be brought for five years (code civil, art. 2224)."""


def due_on(received_on: datetime.date, *, prolonged: bool = False) -> datetime.date:
    """Tell the last day on which an answer is in time."""
    return months_after(received_on, 3 if prolonged else 1)
