"""What part of a day's requests comes in the hours that a line wants.

Requests are known by parts of four hours; within a part they are taken to come evenly,
and each day of the week to be like the others.
"""

from collections.abc import Sequence

from toile.wire.targeting import Daypart

_HOURS_A_DAY = 24


def share_of_hours(
    dayparts: Sequence[Daypart], bands: Sequence[int], weekdays: Sequence[int]
) -> float:
    """Tell which share of the requests of the coming days falls into some hours.

    ``bands`` are past requests by equal parts of the day, ``weekdays`` the days to come
    (0 is Monday). Without dayparts, all; where nothing is known, as if people read
    alike at every hour.
    """
    if not dayparts:
        return 1.0
    if not weekdays or not bands:
        return 0.0
    known = bands if sum(bands) else [1] * len(bands)
    hours = _HOURS_A_DAY // len(known)
    inside = sum(
        known[hour // hours]
        for day in weekdays
        for hour in range(_HOURS_A_DAY)
        if any(
            day in part.days and part.first <= hour < part.until for part in dayparts
        )
    )
    return inside / (sum(known) * hours * len(weekdays))
