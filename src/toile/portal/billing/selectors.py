"""A month by campaign: what was shown, spent, clicked, and owed to the cinemas.

Fees and billed clicks come from the ledger, impressions and spend from the daily
figures: an invoice rests on these two and on nothing else.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, Sum

from toile.ledger.chart import DISTRIBUTOR_RECEIVABLE
from toile.portal.campaigns.models import Campaign, LineDay
from toile.portal.payouts.models import Entry, Posting
from toile.portal.payouts.selectors import FEES
from toile.wire.calendar import month_after, months_between, stretch

_CLICK = "click"


@dataclass(frozen=True)
class Billed:
    """One campaign in one month; ``listed_clicks`` are those of the daily figures."""

    campaign_id: str
    campaign: str
    film: str
    distributor: str
    distributor_id: str
    impressions: int
    views: int
    spend_micros: int
    clicks: int
    billable_clicks: int
    listed_clicks: int
    fees_micros: int

    @property
    def total_micros(self) -> int:
        """What the distributor is invoiced, without tax."""
        return self.spend_micros + self.fees_micros


@dataclass(frozen=True)
class Month:
    """All campaigns of a month, and their sums."""

    first: datetime.date
    rows: Sequence[Billed]
    ledger_micros: int

    @property
    def impressions(self) -> int:
        """Impressions of all."""
        return sum(row.impressions for row in self.rows)

    @property
    def spend_micros(self) -> int:
        """Spend of all."""
        return sum(row.spend_micros for row in self.rows)

    @property
    def billable_clicks(self) -> int:
        """Billed clicks of all."""
        return sum(row.billable_clicks for row in self.rows)

    @property
    def fees_micros(self) -> int:
        """Fees of all."""
        return sum(row.fees_micros for row in self.rows)

    @property
    def total_micros(self) -> int:
        """What is invoiced in all, without tax."""
        return self.spend_micros + self.fees_micros

    @property
    def agrees(self) -> bool:
        """Tell whether the rows hold all that the ledger says, click by click."""
        same = all(row.listed_clicks == row.billable_clicks for row in self.rows)
        return same and self.fees_micros == self.ledger_micros


def month_of(first: datetime.date) -> Month:
    """Gather a month of the calendar of Paris (5 queries)."""
    last = month_after(first) - datetime.timedelta(days=1)
    delivered: dict[str, dict[str, Any]] = {
        row["line__flight__campaign_id"]: dict(row)
        for row in LineDay.objects.filter(day__range=(first, last))
        .values("line__flight__campaign_id")
        .annotate(
            impressions=Sum("impressions"),
            views=Sum("views"),
            clicks=Sum("clicks"),
            billable_clicks=Sum("billable_clicks"),
            spend_micros=Sum("spend_micros"),
        )
    }
    fees = _fees(first)
    ids = delivered.keys() | fees.keys()
    campaigns = Campaign.objects.filter(id__in=ids).select_related(
        "film", "distributor"
    )
    rows = [
        Billed(
            campaign_id=campaign.id,
            campaign=campaign.name,
            film=campaign.film.title,
            distributor=campaign.distributor.name,
            distributor_id=campaign.distributor_id,
            impressions=delivered.get(campaign.id, {}).get("impressions", 0),
            views=delivered.get(campaign.id, {}).get("views", 0),
            spend_micros=delivered.get(campaign.id, {}).get("spend_micros", 0),
            clicks=delivered.get(campaign.id, {}).get("clicks", 0),
            billable_clicks=fees.get(campaign.id, (0, 0))[0],
            listed_clicks=delivered.get(campaign.id, {}).get("billable_clicks", 0),
            fees_micros=fees.get(campaign.id, (0, 0))[1],
        )
        for campaign in campaigns
    ]
    rows.sort(key=lambda row: (row.distributor, row.campaign))
    return Month(first, rows, _ledger(first))


def months(today: datetime.date) -> list[datetime.date]:
    """The months that can be invoiced, the newest first (1 query)."""
    oldest: datetime.date | None = LineDay.objects.aggregate(day=Min("day"))["day"]
    first = min(oldest or today, today)
    return months_between(first, today)[::-1]


def _fees(first: datetime.date) -> dict[str, tuple[int, int]]:
    """Billed clicks and fees by campaign, net, from what its distributor owes."""
    begin, end = stretch(first)
    rows = (
        Entry.objects.filter(
            account__kind=DISTRIBUTOR_RECEIVABLE,
            posting__kind__in=FEES,
            posting__at__gte=begin,
            posting__at__lt=end,
        )
        .values_list("account__code")
        .annotate(
            clicks=Count("id", filter=Q(posting__kind=_CLICK)),
            fees=Sum("amount_micros"),
        )
    )
    return {code.partition(":")[2]: (clicks, fees) for code, clicks, fees in rows}


def _ledger(first: datetime.date) -> int:
    """All fees of the month from the other side: what cinemas and union are owed."""
    begin, end = stretch(first)
    rows = Posting.objects.filter(kind__in=FEES, at__gte=begin, at__lt=end)
    owed = Entry.objects.filter(posting__in=rows).exclude(
        account__kind=DISTRIBUTOR_RECEIVABLE
    )
    return -int(owed.aggregate(total=Sum("amount_micros", default=0))["total"])
