"""What a distributor spends: month by month, campaign by campaign.

Spend on impressions comes from the daily figures, fees for clicks from the ledger, as
in the basis of its invoices (``billing.selectors``).
"""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from toile.ledger.chart import distributor_receivable, owner_of
from toile.portal.accounts.models import Organisation
from toile.portal.campaigns.models import Campaign, LineDay, LineItem
from toile.portal.payouts.models import Entry
from toile.portal.payouts.selectors import FEES
from toile.portal.ui.charts import Chart, Series
from toile.wire.calendar import last_months
from toile.wire.clock import PARIS
from toile.wire.ids import Ulid

MONTHS = 12
_MONTH, _CAMPAIGN = 0, 1
# By (first of the month, campaign).
Sums = Mapping[tuple[datetime.date, str], int]


@dataclass(frozen=True)
class Spent:
    """What one month, or one campaign, cost; ``budget_micros`` is a campaign's."""

    media_micros: int
    fees_micros: int
    first: datetime.date | None = None
    campaign: Campaign | None = None
    budget_micros: int = 0

    @property
    def total_micros(self) -> int:
        """Both, without tax."""
        return self.media_micros + self.fees_micros

    @property
    def part(self) -> float | None:
        """The part of the budget that impressions took; it does not count the fees."""
        return self.media_micros / self.budget_micros if self.budget_micros else None


@dataclass(frozen=True)
class Spending:
    """A distributor's spend: twelve months, the newest first, and all campaigns."""

    months: Sequence[Spent]
    campaigns: Sequence[Spent]

    @property
    def present(self) -> Spent:
        """The month that runs."""
        return self.months[0]

    @property
    def total_micros(self) -> int:
        """What all campaigns cost, ever."""
        return sum(one.total_micros for one in self.campaigns)

    @property
    def budget_micros(self) -> int:
        """The budgets of all campaigns."""
        return sum(one.budget_micros for one in self.campaigns)

    @property
    def chart(self) -> Chart:
        """Spend on impressions and fees, month by month."""
        months = self.months[::-1]
        names = [date_format(one.first or "", "N Y") for one in months]
        return Chart(
            _("Dépense par mois"),
            _("Mois"),
            names,
            [
                Series(_("Affichage"), [one.media_micros for one in months], "euros"),
                Series(_("Redevance"), [one.fees_micros for one in months], "euros"),
            ],
            along_unit="text",
        )


def spending(distributor: Organisation, today: datetime.date) -> Spending:
    """Gather a distributor's spend (4 queries, however many its campaigns)."""
    campaigns = list(
        Campaign.objects.filter(distributor=distributor).select_related("film")
    )
    media = _media(distributor)
    fees = _fees([one.id for one in campaigns])
    budgets = _budgets(distributor)
    months = [
        Spent(_at(media, _MONTH, month), _at(fees, _MONTH, month), first=month)
        for month in last_months(today, MONTHS)
    ]
    rows = [
        Spent(
            _at(media, _CAMPAIGN, one.id),
            _at(fees, _CAMPAIGN, one.id),
            campaign=one,
            budget_micros=budgets.get(one.id, 0),
        )
        for one in campaigns
    ]
    return Spending(months, [row for row in rows if row.total_micros])


def _at(sums: Sums, place: int, wanted: object) -> int:
    return sum(amount for key, amount in sums.items() if key[place] == wanted)


def _media(distributor: Organisation) -> Sums:
    rows = (
        LineDay.objects.filter(line__flight__campaign__distributor=distributor)
        .order_by()
        .annotate(month=TruncMonth("day"))
        .values_list("month", "line__flight__campaign")
        .annotate(total=Sum("spend_micros"))
    )
    return {(month, campaign): total for month, campaign, total in rows}


def _fees(campaigns: Sequence[str]) -> Sums:
    accounts = [distributor_receivable(Ulid(one)) for one in campaigns]
    rows = (
        Entry.objects.filter(account__code__in=accounts, posting__kind__in=FEES)
        .order_by()
        .annotate(month=TruncMonth("posting__at", tzinfo=PARIS))
        .values_list("month", "account__code")
        .annotate(total=Sum("amount_micros"))
    )
    found: dict[tuple[datetime.date, str], int] = defaultdict(int)
    for month, code, total in rows:
        found[month.date(), owner_of(code)] += total
    return found


def _budgets(distributor: Organisation) -> dict[str, int]:
    rows = (
        LineItem.objects.filter(flight__campaign__distributor=distributor)
        .order_by()
        .values_list("flight__campaign")
        .annotate(total=Sum("budget_micros"))
    )
    return dict(rows)
