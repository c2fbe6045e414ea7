"""The clicks that cinemas had a share in, and what a campaign's fees cost."""

import datetime
from collections import Counter
from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.urls import reverse

from toile.ledger.accruals import ACCRUAL
from toile.ledger.caps import CAP
from toile.ledger.chart import (
    DISTRIBUTOR_RECEIVABLE,
    distributor_receivable,
)
from toile.ledger.entries import CLICK, REVERSAL
from toile.portal.campaigns.models import Campaign
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.models import Entry
from toile.portal.payouts.movements import GROSS
from toile.wire.calendar import midnight
from toile.wire.clock import PARIS
from toile.wire.ids import Ulid

FEES = (CLICK, ACCRUAL, CAP, REVERSAL)
"""The kinds that make up what is owed for fees, net of what was taken off."""


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
            _within(first, last),
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
            _within(first, last), account__cinema__in=cinemas, posting__kind="click"
        )
        .values_list("account__cinema")
        .annotate(Count("posting", distinct=True))
    )
    return Counter(dict(rows))


def page_of(cinema: Cinema) -> str:
    """Where a cinema's dashboard is."""
    return reverse("payouts:cinema", args=[cinema.id])


def clicks_taken_out(cinema: Cinema, first: datetime.date, last: datetime.date) -> int:
    """Billed clicks that a cinema had a share in and that were taken out since.

    Counted on the click's own day while it was held, else on the day it was found.
    """
    return (
        Entry.objects.filter(
            _within(first, last), account__cinema=cinema, posting__kind=REVERSAL
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
        rows = rows.filter(posting__at__gte=midnight(first))
    if last is not None:
        rows = rows.filter(posting__at__lt=midnight(last + datetime.timedelta(days=1)))
    return int(rows.aggregate(total=Sum("amount_micros", default=0))["total"])


def _click_entries(cinema: Cinema) -> QuerySet[Entry]:
    return Entry.objects.filter(account__cinema=cinema, posting__kind="click")


def _within(first: datetime.date, last: datetime.date) -> Q:
    """Postings of some days of Paris, both included."""
    return Q(
        posting__at__gte=midnight(first),
        posting__at__lt=midnight(last + datetime.timedelta(days=1)),
    )
