"""Which days the past has, and deeds of the portal dated as of one of them."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from django.utils import timezone

from toile.wire.calendar import month_before
from toile.wire.clock import PARIS

_SIGNED_BEFORE = datetime.timedelta(days=14)


class Past(msgspec.Struct, frozen=True):
    """Whole months before the one of ``today``, and its days until yesterday."""

    months: tuple[datetime.date, ...]
    today: datetime.date

    @property
    def days(self) -> list[datetime.date]:
        """All its days, the oldest first."""
        first = self.months[0]
        return [
            first + datetime.timedelta(days=number)
            for number in range((self.today - first).days)
        ]

    @property
    def signed_on(self) -> datetime.date:
        """When the contracts were signed: before anybody came."""
        return self.months[0] - _SIGNED_BEFORE


def past_of(now: datetime.datetime, months: int) -> Past | None:
    """Name the months before a moment; ``None`` for none."""
    today = now.astimezone(PARIS).date()
    found: list[datetime.date] = []
    month = today
    for _ in range(months):
        month = month_before(month)
        found.insert(0, month)
    return Past(tuple(found), today) if found else None


@contextmanager
def as_of(moment: datetime.datetime | None) -> Iterator[None]:
    """Let the portal's services date what they write as of a moment; ``None``: now.

    So that an approval of the past stands in the audit trail before what it allowed.
    Only for a process that serves nobody: the demo, before it starts its programs.
    """
    if moment is None:
        yield
        return
    # In UTC, as the clock tells it: the audit trail hashes the moment as it is written.
    real, began, start = timezone.now, timezone.now(), moment.astimezone(datetime.UTC)
    timezone.now = lambda: start + (real() - began)
    try:
        yield
    finally:
        timezone.now = real


def morning(day: datetime.date) -> datetime.datetime:
    """Nine o'clock in Paris: when people of the demo decide things."""
    return datetime.datetime.combine(day, datetime.time(9), PARIS)
