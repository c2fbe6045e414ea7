"""Fees of a share of spend or of impressions: booked once a day and line.

Nothing of it is a click's: what a line delivered on a day, and whose its impressions
were, is laid under the rate of that day (``ledger.accruals``).
"""

import datetime
from collections import defaultdict

from django.db import transaction
from django.db.models import Sum

from toile.ledger.accruals import Delivered, Rate, accrual_posting, owed
from toile.ledger.attributed import UNIT
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import rate
from toile.portal.campaigns.models import LineDay, LineItem
from toile.portal.freshness.selectors import counted_until
from toile.portal.payouts.models import AccrualDay, SharedDay
from toile.portal.payouts.services.posting import lock_ledger, post_all
from toile.wire.calendar import midnight
from toile.wire.clock import PARIS, from_datetime
from toile.wire.ids import Ulid
from toile.wire.money import Money

LOOKED_BACK_DAYS = 10
"""What is told later than this of a day is not owed: longer than any hold."""

AGREED = 0
_TOLD_LATE = datetime.timedelta(hours=5)
"""So late an impression may be reported (``pool.exposures``)."""


def rate_of(terms: Agreement) -> Rate:
    """The rate of an agreement; one of its three parts is set."""
    return Rate(terms.fee_micros, terms.spend_basis_points, terms.impression_fee_micros)


@transaction.atomic
def put_shared(
    line_id: str,
    cinema_id: str,
    day: datetime.date,
    window_days: int,
    columns: dict[str, int],
) -> None:
    """Set a cinema's part of a line's day within a window; it only grows.

    A profile store that is made anew no longer knows who was erased since: what was
    summed of them names nobody, is owed, and stays.
    """
    row, made = SharedDay.objects.get_or_create(
        line_id=line_id,
        cinema_id=cinema_id,
        day=day,
        window_days=window_days,
        defaults=columns,
    )
    if not made:
        for name, part in columns.items():
            setattr(row, name, max(part, getattr(row, name)))
        row.save(update_fields=list(columns))


def book_accruals(today: datetime.date) -> int:
    """Book the last days that are over and counted; tell how many postings it took.

    Run again it books nothing twice: what is booked of a line's day is kept, and only
    what was told since is added.
    """
    counted = counted_until()
    if counted is None:
        return 0
    made = 0
    for back in range(LOOKED_BACK_DAYS, 0, -1):
        day = today - datetime.timedelta(days=back)
        over = midnight(day + datetime.timedelta(days=1))
        if counted >= over + _TOLD_LATE:
            made += book_day(day)
    return made


def book_day(day: datetime.date) -> int:
    """Book a day by the terms of that day; tell how many postings it took."""
    terms = rate(day)
    if terms is None or terms.fee_micros:
        return 0
    delivered = _delivered(day, terms.sharing_rule)
    return sum(_book(line, day, rate_of(terms), own) for line, own in delivered.items())


def _delivered(day: datetime.date, rule: str) -> dict[str, Delivered]:
    parts: dict[str, dict[Ulid, int]] = defaultdict(dict)
    whole: dict[str, int] = defaultdict(int)
    rows = SharedDay.objects.filter(day=day, window_days=AGREED)
    for line, cinema, own, equal in rows.values_list(
        "line_id", "cinema_id", f"shown_{rule}", "shown_equal"
    ):
        parts[line][Ulid(cinema)] = own
        whole[line] += equal
    figures = (
        LineDay.objects.filter(day=day, line__in=list(parts))
        .values_list("line_id")
        .annotate(Sum("impressions"), Sum("spend_micros"))
    )
    counted = {line: (shown, spend) for line, shown, spend in figures}
    found = {}
    for line, own in parts.items():
        shown, spend = counted.get(line, (0, 0))
        found[line] = Delivered(shown, Money(spend), whole[line] // UNIT, own)
    return found


@transaction.atomic
def _book(line_id: str, day: datetime.date, rated: Rate, now: Delivered) -> int:
    lock_ledger()
    booked, _ = AccrualDay.objects.select_for_update().get_or_create(
        line_id=line_id, day=day
    )
    before = Delivered(
        booked.impressions, Money(booked.spend_micros), booked.attributed, {}
    )
    if not now.covers(before):
        # A journal read anew knows less than is booked: nobody's money goes for it.
        return 0
    amounts = owed(rated, now)
    known = {Ulid(name): Money(amount) for name, amount in booked.owed.items()}
    campaign = LineItem.objects.values_list("flight__campaign_id").get(id=line_id)[0]
    posting = accrual_posting(
        Ulid(f"accrual-{line_id}-{day:%Y%m%d}-{booked.postings + 1}"),
        from_datetime(_last_second(day)),
        Ulid(campaign),
        amounts,
        known,
    )
    booked.impressions, booked.spend_micros = now.impressions, now.spend
    booked.attributed = now.attributed
    booked.owed = dict(amounts)
    if posting is not None:
        post_all([posting])
        booked.postings += 1
    booked.save()
    return int(posting is not None)


def _last_second(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(23, 59, 59), PARIS)
