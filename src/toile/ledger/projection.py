"""When a balance will reach its threshold, at the pace of the days before."""

import datetime
from dataclasses import dataclass

from toile.wire.money import Money

FAR_DAYS = 3_650
"""Beyond ten years nothing is foretold."""


@dataclass(frozen=True)
class Pace:
    """What was earned, less what was taken off again, in so many days."""

    earned: Money
    days: int


def reached_on(
    owed: Money, threshold: Money, pace: Pace, today: datetime.date
) -> datetime.date | None:
    """Tell when ``owed`` reaches ``threshold`` if all goes on as before.

    Today if it has; ``None`` if it never does at this pace, or not within ten years.
    """
    missing = threshold - owed
    if missing <= 0:
        return today
    if pace.earned <= 0 or pace.days <= 0:
        return None
    days = -(-missing * pace.days // pace.earned)
    return None if days > FAR_DAYS else today + datetime.timedelta(days=days)
