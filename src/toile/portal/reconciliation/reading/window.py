"""The time that is compared: a month, or everything."""

import datetime
from functools import lru_cache

import msgspec
from django.db.models import Q

from toile.wire.calendar import stretch
from toile.wire.clock import PARIS, from_datetime, paris_date

_HOUR_MS = 3_600_000


class Window(msgspec.Struct, frozen=True):
    """From ``begins`` to before ``ends``; ``None`` on a side that is open."""

    begins: datetime.datetime | None = None
    ends: datetime.datetime | None = None

    def holds(self, at_ms: int) -> bool:
        """Tell whether a time lies within."""
        return (self.begins is None or at_ms >= from_datetime(self.begins)) and (
            self.ends is None or at_ms < from_datetime(self.ends)
        )

    def asked(self, field: str) -> Q:
        """Ask for rows whose moment lies within."""
        asked = Q()
        if self.begins is not None:
            asked &= Q(**{f"{field}__gte": self.begins})
        if self.ends is not None:
            asked &= Q(**{f"{field}__lt": self.ends})
        return asked

    def asked_days(self, field: str) -> Q:
        """Ask for rows whose day of Paris lies within."""
        asked = Q()
        if self.begins is not None:
            asked &= Q(**{f"{field}__gte": self.begins.astimezone(PARIS).date()})
        if self.ends is not None:
            asked &= Q(**{f"{field}__lt": self.ends.astimezone(PARIS).date()})
        return asked


def month_window(month: datetime.date) -> Window:
    """Give a month by the calendar of Paris."""
    return Window(*stretch(month))


def day_of(at_ms: int) -> str:
    """Tell the day of Paris (ISO), looked up by the hour: it runs for each click."""
    return _day_of_hour(at_ms // _HOUR_MS)


@lru_cache(1024)
def _day_of_hour(hour: int) -> str:
    return paris_date(hour * _HOUR_MS).isoformat()
