"""What a cinema has earned, what a campaign owes, and what the pool owes in all."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.urls import reverse

from toile.ledger.accruals import ACCRUAL
from toile.ledger.caps import CAP
from toile.ledger.chart import (
    DISTRIBUTOR_RECEIVABLE,
    OF_CINEMAS,
    distributor_receivable,
)
from toile.ledger.entries import CLICK, REVERSAL
from toile.portal.campaigns.models import Campaign
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.models import Balance, Entry
from toile.wire.clock import PARIS
from toile.wire.ids import Ulid

GROSS = (CLICK, ACCRUAL)
"""The kinds of postings by which cinemas earn."""

FEES = (CLICK, ACCRUAL, CAP, REVERSAL)
"""The kinds that make up what is owed for fees, net of what was taken off."""


def owed_micros(cinema: Cinema) -> int:
    """What the union owes a cinema, held or payable: credits, written below zero."""
    balances = Balance.objects.filter(
        account__cinema=cinema, account__kind__in=OF_CINEMAS
    )
    return -sum(row.amount_micros for row in balances)


def owed_by_cinema() -> dict[str, int]:
    """What the union owes, held or payable, by cinema id."""
    rows = (
        Balance.objects.filter(account__kind__in=OF_CINEMAS)
        .values_list("account__cinema_id")
        .annotate(total=Sum("amount_micros"))
        .values_list("account__cinema_id", "total")
    )
    return {cinema: -amount for cinema, amount in rows}


def clicks_by_day(
    cinema: Cinema, first: datetime.date, last: datetime.date
) -> Counter[datetime.date]:
    """Billable clicks in which a cinema had a share, by day of Paris."""
    rows = (
        _click_entries(cinema)
        .annotate(day=TruncDate("posting__at", tzinfo=PARIS))
        .filter(day__gte=first, day__lte=last)
        .values("day")
        .annotate(total=Count("posting", distinct=True))
        .values_list("day", "total")
    )
    return Counter(dict(rows))


def clicks_by_campaign(
    cinema: Cinema, first: datetime.date, last: datetime.date
) -> Counter[str]:
    """Billable clicks in which a cinema had a share, by their campaign's account."""
    account = "posting__entries__account"
    rows = (
        _click_entries(cinema)
        .filter(
            posting__at__range=_moments(first, last),
            **{f"{account}__kind": DISTRIBUTOR_RECEIVABLE},
        )
        .values_list(f"{account}__code")
        .annotate(Count("posting", distinct=True))
    )
    return Counter(dict(rows))


def clicks_by_cinema(
    cinemas: Sequence[str], first: datetime.date, last: datetime.date
) -> Counter[str]:
    """Billable clicks in which each of these cinemas had a share, by its id."""
    rows = (
        Entry.objects.filter(
            account__cinema__in=cinemas,
            posting__kind="click",
            posting__at__range=_moments(first, last),
        )
        .values_list("account__cinema")
        .annotate(Count("posting", distinct=True))
    )
    return Counter(dict(rows))


def page_of(cinema: Cinema) -> str:
    """Where a cinema's dashboard is."""
    return reverse("payouts:cinema", args=[cinema.id])


@dataclass(frozen=True)
class Earnings:
    """What was earned, and what was taken off it: micro-euros, none below zero."""

    gross_micros: int = 0
    taken_out_micros: int = 0
    capped_micros: int = 0

    @property
    def net_micros(self) -> int:
        """What is left."""
        return self.gross_micros - self.taken_out_micros - self.capped_micros


def earnings(cinema: Cinema) -> Earnings:
    """All that a cinema ever earned, paid out or not, gross and net (1 query)."""
    rows = (
        Entry.objects.filter(
            account__cinema=cinema, posting__kind__in=(*GROSS, REVERSAL, CAP)
        )
        .order_by()
        .values_list("posting__kind")
        .annotate(Sum("amount_micros"))
    )
    sums = Counter({kind: -total for kind, total in rows})
    return Earnings(sum(sums[kind] for kind in GROSS), -sums[REVERSAL], -sums[CAP])


def earned_micros(cinema: Cinema) -> int:
    """All that a cinema ever earned, net, paid out or not."""
    return earnings(cinema).net_micros


def clicks_taken_out(cinema: Cinema, first: datetime.date, last: datetime.date) -> int:
    """Billed clicks that a cinema had a share in and that were taken out since.

    Counted on the click's own day while it was held, else on the day it was found.
    """
    return (
        Entry.objects.filter(
            account__cinema=cinema,
            posting__kind=REVERSAL,
            posting__at__range=_moments(first, last),
        )
        .values("posting")
        .distinct()
        .count()
    )


def fees_micros(
    campaign: Campaign,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
) -> int:
    """What a campaign's fees cost its distributor, paid or not, gross (1 query).

    Of all days, or of those from ``first`` to ``last`` by the calendar of Paris.
    """
    account = distributor_receivable(Ulid(campaign.id))
    rows = Entry.objects.filter(account__code=account, posting__kind__in=GROSS)
    if first is not None:
        rows = rows.filter(posting__at__gte=_midnight(first))
    if last is not None:
        rows = rows.filter(posting__at__lt=_midnight(last + datetime.timedelta(days=1)))
    return int(rows.aggregate(total=Sum("amount_micros", default=0))["total"])


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), PARIS)


def _click_entries(cinema: Cinema) -> QuerySet[Entry]:
    return Entry.objects.filter(account__cinema=cinema, posting__kind="click")


def _moments(
    first: datetime.date, last: datetime.date
) -> tuple[datetime.datetime, datetime.datetime]:
    """Take days of Paris to the moments between which they lie."""
    begins = datetime.datetime.combine(first, datetime.time.min, PARIS)
    ends = datetime.datetime.combine(last, datetime.time.max, PARIS)
    return begins, ends
