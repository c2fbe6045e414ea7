"""Time, as an argument: milliseconds since the epoch, UTC, and the two calendars.

Nothing deep calls the clock; processes pass ``now_ms()`` in. The pool counts in UTC
days (a window must not depend on a country's summer time); figures that people read
are kept by the calendar of Europe/Paris.
"""

import datetime
import time
import zoneinfo

MS_A_SECOND = 1_000
MS_A_DAY = 86_400_000

PARIS = zoneinfo.ZoneInfo("Europe/Paris")


def now_ms() -> int:
    """Tell the present time in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def utc_day(at_ms: int) -> int:
    """Number the UTC day of a time: days since 1 January 1970."""
    return at_ms // MS_A_DAY


def to_datetime(at_ms: int) -> datetime.datetime:
    """Turn milliseconds since the epoch into an aware UTC datetime."""
    return datetime.datetime.fromtimestamp(at_ms / MS_A_SECOND, tz=datetime.UTC)


def from_datetime(moment: datetime.datetime) -> int:
    """Turn an aware datetime into milliseconds since the epoch.

    Raises ``ValueError`` for a naive datetime, which could mean any zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone; give an aware time")
    return int(moment.timestamp() * MS_A_SECOND)


def paris_date(at_ms: int) -> datetime.date:
    """Tell the calendar date of a time in France."""
    return to_datetime(at_ms).astimezone(PARIS).date()
