"""What was paid in a period, and what another rule would have paid."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse

from toile.ledger.accruals import ACCRUAL, WHOLE
from toile.ledger.attributed import UNIT
from toile.ledger.caps import CAP, Caps, cuts
from toile.ledger.chart import OF_CINEMAS
from toile.ledger.entries import CLICK
from toile.portal.campaigns.models import LineDay
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.models import Entry, SharedDay
from toile.wire.calendar import midnight
from toile.wire.ids import Ulid

PAID = (CLICK, ACCRUAL, CAP)
"""Before clicks that were taken out: what a rule is laid over holds them too."""

_THOUSAND = 1_000
Sums = dict[tuple[Ulid, Ulid, datetime.date], int]


@dataclass(frozen=True)
class Compared:
    """A cinema or a campaign under both rules, in micro-euros."""

    name: str
    paid_micros: int
    would_micros: int
    key: str = ""

    @property
    def difference_micros(self) -> int:
        """Won above zero, lost below."""
        return self.would_micros - self.paid_micros

    def get_absolute_url(self) -> str:
        """The cinema's dashboard."""
        return reverse("payouts:cinema", args=[self.key])


@dataclass(frozen=True)
class Simulation:
    """Both rules over a period: cinema by cinema, and in all."""

    cinemas: list[Compared]
    cut_micros: int

    @property
    def total(self) -> Compared:
        """All cinemas together."""
        return Compared(
            "",
            sum(one.paid_micros for one in self.cinemas),
            sum(one.would_micros for one in self.cinemas),
        )

    @property
    def winners(self) -> int:
        """How many would have been paid more."""
        return sum(1 for one in self.cinemas if one.difference_micros > 0)

    @property
    def losers(self) -> int:
        """How many would have been paid less."""
        return sum(1 for one in self.cinemas if one.difference_micros < 0)

    @property
    def unchanged(self) -> int:
        """How many would have been paid the same."""
        return len(self.cinemas) - self.winners - self.losers

    def most_won(self, most: int) -> list[Compared]:
        """The cinemas that would be paid most more, the largest first."""
        return [one for one in self.cinemas if one.difference_micros > 0][:most]

    def most_lost(self, most: int) -> list[Compared]:
        """The cinemas that would be paid most less, the largest first."""
        return [one for one in self.cinemas if one.difference_micros < 0][:most]


def simulation(
    money: Mapping[str, Any],
    window_days: int,
    first: datetime.date,
    last: datetime.date,
) -> Simulation:
    """Lay a rule over the parts that were kept (4 queries, however many cinemas)."""
    earned = _earned(money, window_days, first, last)
    caps = Caps(money["cinema_cap_micros"], money["campaign_cap_micros"])
    would, cut = _capped(earned, caps)
    paid = _paid(first, last)
    names = Cinema.objects.in_bulk({*would, *paid})
    rows = [
        Compared(str(names[key]), paid[key], would[key], key)
        for key in names
        if paid[key] or would[key]
    ]
    return Simulation(sorted(rows, key=lambda one: -abs(one.difference_micros)), cut)


def _paid(first: datetime.date, last: datetime.date) -> Counter[str]:
    rows = (
        Entry.objects.filter(
            posting__kind__in=PAID,
            posting__at__gte=midnight(first),
            posting__at__lt=midnight(last + datetime.timedelta(days=1)),
            account__kind__in=OF_CINEMAS,
        )
        .order_by()
        .values_list("account__cinema_id")
        .annotate(total=Sum("amount_micros"))
    )
    return Counter({cinema: -total for cinema, total in rows})


def _earned(
    money: Mapping[str, Any],
    window_days: int,
    first: datetime.date,
    last: datetime.date,
) -> Sums:
    """Earnings by campaign, cinema and month; each cut to a whole micro-euro a line."""
    kind = "clicks" if money["fee_micros"] else "shown"
    rows = (
        SharedDay.objects.filter(day__range=(first, last), window_days=window_days)
        .order_by()
        .annotate(month=TruncMonth("day"))
        .values_list("line_id", "line__flight__campaign_id", "cinema_id", "month")
        .annotate(parts=Sum(f"{kind}_{money['sharing_rule']}"))
    )
    spends = _spends(first, last) if money["spend_basis_points"] else {}
    found: Sums = defaultdict(int)
    for line, campaign, cinema, month, parts in rows:
        spend, shown = spends.get((line, month), (0, 1))
        if money["fee_micros"]:
            amount = parts * money["fee_micros"] // UNIT
        elif money["impression_fee_micros"]:
            amount = parts * money["impression_fee_micros"] // (_THOUSAND * UNIT)
        else:
            share = money["spend_basis_points"] * spend
            amount = parts * share // (WHOLE * max(shown, 1) * UNIT)
        found[Ulid(campaign), Ulid(cinema), month] += amount
    return dict(found)


def _spends(
    first: datetime.date, last: datetime.date
) -> dict[tuple[str, datetime.date], tuple[int, int]]:
    """Spend and impressions of each line in each month."""
    rows = (
        LineDay.objects.filter(day__range=(first, last), line__pool=True)
        .order_by()
        .annotate(month=TruncMonth("day"))
        .values_list("line_id", "month")
        .annotate(Sum("spend_micros"), Sum("impressions"))
    )
    return {(line, month): (spend, shown) for line, month, spend, shown in rows}


def _capped(earned: Sums, caps: Caps) -> tuple[Counter[str], int]:
    """Cut each month at its caps; give the rest by cinema, and what was cut in all."""
    months: dict[datetime.date, dict[tuple[Ulid, Ulid], int]] = defaultdict(dict)
    left: Counter[str] = Counter()
    for (campaign, cinema, month), amount in earned.items():
        months[month][campaign, cinema] = amount
        left[cinema] += amount
    cut = 0
    for own in months.values():
        off = cuts(caps, own)
        for (_, cinema), amount in off.campaigns.items():
            left[cinema] -= amount
        for cinema, amount in off.cinemas.items():
            left[cinema] -= amount
        cut += sum(off.campaigns.values()) + sum(off.cinemas.values())
    return left, cut
