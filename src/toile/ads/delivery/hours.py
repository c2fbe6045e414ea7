"""The hour of the week in Paris, for lines that run at some hours only."""

import datetime
from functools import lru_cache

from toile.wire.clock import MS_A_SECOND, PARIS

HOURS_A_DAY = 24
_QUARTER_MS = 900_000


def hour_of_week(now_ms: int) -> int:
    """Tell the hour of the week in Paris: 0 is Monday's first."""
    return _hour_of_quarter(now_ms // _QUARTER_MS)


# Millions of requests share a quarter of an hour; time zones turn on none other.
@lru_cache(4)
def _hour_of_quarter(quarter: int) -> int:
    moment = datetime.datetime.fromtimestamp(
        quarter * _QUARTER_MS // MS_A_SECOND, PARIS
    )
    return moment.weekday() * HOURS_A_DAY + moment.hour
