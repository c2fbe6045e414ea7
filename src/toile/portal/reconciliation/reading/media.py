"""What exchanges billed by the journal, beside what of it is booked."""

import datetime
from collections.abc import Mapping

from django.db.models import Sum

from toile.ledger.checking.media import Cost
from toile.ledger.checking.report import Cause, Compared, Difference, Subject
from toile.portal.freshness.selectors import counted_until
from toile.portal.payouts.models import MediaPart
from toile.portal.reconciliation.reading.window import Window
from toile.wire.calendar import midnight
from toile.wire.clock import PARIS

_SUBJECT = Subject.BILLS_AND_LEDGER


def bills_and_ledger(
    bills: Mapping[tuple[str, str], Cost], window: Window, now: datetime.datetime
) -> tuple[Compared, list[Difference]]:
    """Compare by exchange and day; a day that is not over is booked in part."""
    today = now.astimezone(PARIS).date().isoformat()
    told = {key: cost for key, cost in bills.items() if key[1] < today}
    rows = (
        MediaPart.objects.filter(window.asked_days("day"))
        .values_list("exchange_id", "day")
        .annotate(Sum("cost_thousandths"), Sum("price_thousandths"))
        .order_by("day", "exchange_id")
    )
    booked = {
        (exchange, day.isoformat()): (cost, price)
        for exchange, day, cost, price in rows
        if day.isoformat() < today
    }
    compared = Compared(
        _SUBJECT,
        len(told),
        len(booked),
        sum(cost.price for cost in told.values()) // 1000,
        sum(price for _, price in booked.values()) // 1000,
    )
    differences = []
    for key in sorted(told.keys() | booked.keys(), key=lambda one: one[::-1]):
        bill = told.get(key, Cost())
        cost, price = booked.get(key, (0, 0))
        more = (bill.price - price) or (bill.cost - cost)
        if more:
            cause = _cause(more, key[1])
            differences.append(
                Difference(_SUBJECT, cause, bill.number, key[1], key[0], more // 1000)
            )
    return compared, differences


def _cause(more: int, day: str) -> Cause:
    if more < 0:
        return Cause.BOOKED_MORE
    until = counted_until()
    ends = midnight(datetime.date.fromisoformat(day) + datetime.timedelta(days=1))
    behind = until is not None and until < ends
    return Cause.WORKER_BEHIND if behind else Cause.BOOKED_LESS
