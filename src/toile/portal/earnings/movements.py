"""What moved on cinemas' accounts: earned, taken off, paid, come back.

A release moves between two accounts of one cinema, so it is no movement here.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from toile.ledger.caps import CAP
from toile.ledger.chart import CINEMA_PENDING, OF_CINEMAS
from toile.ledger.entries import PAYOUT, PAYOUT_RETURN, RELEASE, REVERSAL
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.models import Balance, Entry
from toile.portal.payouts.selectors import GROSS
from toile.wire.clock import PARIS


@dataclass(frozen=True)
class Movements:
    """Micro-euros that the kinds of postings brought a cinema; taken is below zero."""

    by_kind: Mapping[str, int] = field(default_factory=dict)

    @property
    def gross(self) -> int:
        """What clicks and impressions earned, invalid ones found later with them."""
        return sum(self.by_kind.get(kind, 0) for kind in GROSS)

    @property
    def reversed(self) -> int:
        """What was taken off again as invalid, a number of zero or more."""
        return -self.by_kind.get(REVERSAL, 0)

    @property
    def capped(self) -> int:
        """What the month's caps took, a number of zero or more."""
        return -self.by_kind.get(CAP, 0)

    @property
    def net(self) -> int:
        """What is left of it."""
        return self.gross - self.reversed - self.capped

    @property
    def paid(self) -> int:
        """What banks executed, less what came back."""
        kinds = (PAYOUT, PAYOUT_RETURN)
        return -sum(self.by_kind.get(kind, 0) for kind in kinds)


@dataclass(frozen=True)
class Standing:
    """What is owed to a cinema: within its hold, and past it."""

    pending: int = 0
    payable: int = 0

    @property
    def owed(self) -> int:
        """Both."""
        return self.pending + self.payable


def by_month(cinema: Cinema) -> dict[datetime.date, Movements]:
    """Give the movements of each month of Paris in which there were any (1 query)."""
    rows = (
        Entry.objects.filter(account__cinema=cinema, account__kind__in=OF_CINEMAS)
        .exclude(posting__kind=RELEASE)
        .order_by()
        .annotate(month=TruncMonth("posting__at", tzinfo=PARIS))
        .values_list("month", "posting__kind")
        .annotate(total=Sum("amount_micros"))
    )
    found: dict[datetime.date, dict[str, int]] = {}
    for month, kind, total in rows:
        found.setdefault(month.date(), {})[kind] = -total
    return {month: Movements(kinds) for month, kinds in found.items()}


def since(first: datetime.date) -> dict[str, Movements]:
    """Give each cinema's movements from a day on, by its id (1 query)."""
    midnight = datetime.datetime.combine(first, datetime.time(), PARIS)
    rows = (
        Entry.objects.filter(account__kind__in=OF_CINEMAS, posting__at__gte=midnight)
        .exclude(posting__kind=RELEASE)
        .order_by()
        .values_list("account__cinema", "posting__kind")
        .annotate(total=Sum("amount_micros"))
    )
    found: dict[str, dict[str, int]] = {}
    for cinema, kind, total in rows:
        found.setdefault(str(cinema), {})[kind] = -total
    return {cinema: Movements(kinds) for cinema, kinds in found.items()}


def added(movements: Sequence[Movements]) -> Movements:
    """Add movements up."""
    kinds = {kind for one in movements for kind in one.by_kind}
    return Movements(
        {kind: sum(one.by_kind.get(kind, 0) for one in movements) for kind in kinds}
    )


def standings() -> dict[str, Standing]:
    """Give what is owed to each cinema, by its id, from the kept balances (1 query)."""
    rows = Balance.objects.filter(account__kind__in=OF_CINEMAS).values_list(
        "account__cinema", "account__kind", "amount_micros"
    )
    found: dict[str, dict[str, int]] = {}
    for cinema, kind, amount in rows:
        side = "pending" if kind == CINEMA_PENDING else "payable"
        found.setdefault(str(cinema), {})[side] = -amount
    return {cinema: Standing(**sides) for cinema, sides in found.items()}
