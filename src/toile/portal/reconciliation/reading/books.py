"""The books beside themselves: kept and summed, the chain, closed months, holds."""

import datetime

from django.db.models import Min, QuerySet, Sum

from toile.ledger.chart import CINEMA_PENDING
from toile.ledger.checking.report import (
    MOST_EXAMPLES,
    Cause,
    Compared,
    Difference,
    Subject,
)
from toile.ledger.entries import CLICK
from toile.portal.payouts.models import Balance, ClosedPeriod, Entry, Link, Posting
from toile.portal.payouts.services import follow, trial_balance
from toile.portal.payouts.services.holding import held_since
from toile.wire.clock import PARIS

_PATIENCE = datetime.timedelta(hours=30)

Found = tuple[Compared, list[Difference]]


def kept_and_summed(now: datetime.datetime) -> Found:
    """Add the whole ledger up and compare what is kept; tell what is still held."""
    faults = trial_balance()
    accounts = Balance.objects.count()
    compared = Compared(Subject.KEPT_AND_SUMMED, accounts, accounts - len(faults))
    differences = [
        Difference(
            Subject.KEPT_AND_SUMMED,
            Cause.DOES_NOT_ADD_UP,
            1,
            of=fault.subject,
            amount_micros=fault.found_micros - fault.expected_micros,
        )
        for fault in faults
    ]
    return compared, [*differences, *_held(now)]


def _held(now: datetime.datetime) -> list[Difference]:
    """What waits within its hold is in order; what should have been released is not."""
    since = held_since(now.astimezone(PARIS).date())
    pending = Entry.objects.filter(account__kind=CINEMA_PENDING)
    kept = Balance.objects.filter(account__kind=CINEMA_PENDING)
    young = -_total(pending.filter(posting__at__gte=since))
    # What came late waits for the next morning's release.
    come = Link.objects.filter(written_at__gte=now - _PATIENCE).aggregate(
        first=Min("number")
    )["first"]
    late = pending.filter(posting__kind=CLICK, posting__at__lt=since)
    overdue = -_total(kept) - young
    if come is not None:
        overdue += _total(late.filter(posting__link__gte=come))
    clicks = Posting.objects.filter(kind=CLICK, at__gte=since).count()
    found = []
    if clicks:
        found.append(
            Difference(
                Subject.KEPT_AND_SUMMED, Cause.IN_HOLD, clicks, amount_micros=young
            )
        )
    if overdue > 0:
        found.append(
            Difference(
                Subject.KEPT_AND_SUMMED, Cause.NOT_RELEASED, 1, amount_micros=overdue
            )
        )
    return found


def _total(rows: QuerySet) -> int:  # type: ignore[type-arg]
    return int(rows.aggregate(total=Sum("amount_micros", default=0))["total"])


def chain_is_whole() -> Found:
    """Follow the chain to its end."""
    followed = follow()
    links = Link.objects.count()
    compared = Compared(Subject.CHAIN, links, followed.links)
    if followed.broken is None:
        return compared, []
    return compared, [
        Difference(
            Subject.CHAIN,
            Cause.BROKEN_CHAIN,
            links - followed.links,
            of=str(followed.broken),
        )
    ]


def closed_months_unchanged() -> Found:
    """No posting of a closed month is in a link written after its closing."""
    months = list(ClosedPeriod.objects.order_by("month"))
    last = Link.objects.order_by("-number").values_list("number", flat=True).first()
    differences = []
    for closed in months:
        month = f"{closed.month:%Y-%m}"
        after = Posting.objects.filter(at__lt=closed.ends_at, link__gt=closed.last_link)
        count = after.count()
        ids = tuple(after.order_by("id").values_list("id", flat=True)[:MOST_EXAMPLES])
        if count:
            differences.append(
                Difference(
                    Subject.CLOSED_MONTHS,
                    Cause.WRITTEN_AFTER_CLOSING,
                    count,
                    month,
                    examples=ids,
                )
            )
        if closed.last_link > (last or 0):
            differences.append(
                Difference(
                    Subject.CLOSED_MONTHS,
                    Cause.BROKEN_CHAIN,
                    closed.last_link - (last or 0),
                    month,
                    str(closed.last_link),
                )
            )
    wrong = len({one.day for one in differences})
    return (
        Compared(Subject.CLOSED_MONTHS, len(months), len(months) - wrong),
        differences,
    )
