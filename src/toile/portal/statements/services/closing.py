"""Closing months: each once its hold is over and the worker has read its clicks."""

import datetime

from django.db.models import Min

from toile.portal.freshness.selectors import counted_until
from toile.portal.payouts.models import ClosedPeriod, Posting
from toile.portal.payouts.services import HOLD_DAYS, close_month
from toile.wire.calendar import (
    month_after,
    month_before,
    months_between,
    stretch,
)
from toile.wire.clock import PARIS


def close_what_can_be(today: datetime.date) -> list[datetime.date]:
    """Close, in order, the months whose hold is over on this day; tell which.

    While the worker has not read all events of a month, the month stays open: what
    came then would count for the next one.
    """
    return [month for month in _open_months(today) if close_month(month, today, None)]


def first_month() -> datetime.date | None:
    """Tell the month of the ledger's first posting; ``None`` while it is empty."""
    first: datetime.datetime | None = Posting.objects.aggregate(at=Min("at"))["at"]
    return None if first is None else first.astimezone(PARIS).date().replace(day=1)


def _open_months(today: datetime.date) -> list[datetime.date]:
    newest = ClosedPeriod.objects.order_by("-month").first()
    first = first_month() if newest is None else month_after(newest.month)
    last = _last_to_close(today)
    return [] if first is None else months_between(first, last)


def _last_to_close(today: datetime.date) -> datetime.date:
    month = month_before(today - datetime.timedelta(days=HOLD_DAYS))
    counted = counted_until()
    while counted is not None and counted < stretch(month)[1]:
        month = month_before(month)
    return month
