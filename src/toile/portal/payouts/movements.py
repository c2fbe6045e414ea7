"""What moved on cinemas' accounts, and what stands on them.

Earned, taken off, paid, come back. A release moves between two accounts of one cinema,
so it is no movement here. Above zero is what a cinema has or had: the books write it as
a credit.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from toile.ledger.accruals import ACCRUAL
from toile.ledger.caps import CAP
from toile.ledger.chart import CINEMA_PENDING, OF_CINEMAS
from toile.ledger.entries import CLICK, PAYOUT, PAYOUT_RETURN, RELEASE, REVERSAL
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.models import Balance, Entry
from toile.wire.calendar import midnight
from toile.wire.clock import PARIS

_Key = TypeVar("_Key")

GROSS = (CLICK, ACCRUAL)
"""The kinds of postings by which cinemas earn."""


@dataclass(frozen=True)
class Movements:
    """Micro-euros that the kinds of postings brought a cinema; taken is below zero."""

    by_kind: Mapping[str, int] = field(default_factory=dict)

    @property
    def gross_micros(self) -> int:
        """What clicks and impressions earned, invalid ones found later with them."""
        return sum(self.by_kind.get(kind, 0) for kind in GROSS)

    @property
    def reversed_micros(self) -> int:
        """What was taken off again as invalid, a number of zero or more."""
        return -self.by_kind.get(REVERSAL, 0)

    @property
    def capped_micros(self) -> int:
        """What the month's caps took, a number of zero or more."""
        return -self.by_kind.get(CAP, 0)

    @property
    def net_micros(self) -> int:
        """What is left of it."""
        return self.gross_micros - self.reversed_micros - self.capped_micros

    @property
    def paid_micros(self) -> int:
        """What banks executed, less what came back."""
        return -sum(self.by_kind.get(kind, 0) for kind in (PAYOUT, PAYOUT_RETURN))


@dataclass(frozen=True)
class Standing:
    """What is owed to a cinema, in micro-euros: within its hold, and past it."""

    pending_micros: int = 0
    payable_micros: int = 0

    @property
    def owed_micros(self) -> int:
        """Both."""
        return self.pending_micros + self.payable_micros


def ever(cinema: Cinema) -> Movements:
    """Give all that ever moved of a cinema (1 query)."""
    return since(None, cinema).get(cinema.id, Movements())


def since(
    first: datetime.date | None, cinema: Cinema | None = None
) -> dict[str, Movements]:
    """Give movements from a day on by cinema id: of one, or of all (1 query)."""
    rows = _moved(cinema)
    if first is not None:
        rows = rows.filter(posting__at__gte=midnight(first))
    return _by(
        rows.values_list("account__cinema", "posting__kind").annotate(
            Sum("amount_micros")
        )
    )


def by_month(cinema: Cinema) -> dict[datetime.date, Movements]:
    """Give the movements of each month of Paris in which there were any (1 query)."""
    rows = _moved(cinema).annotate(month=TruncMonth("posting__at", tzinfo=PARIS))
    found: dict[datetime.datetime, Movements] = _by(
        rows.values_list("month", "posting__kind").annotate(Sum("amount_micros"))
    )
    return {month.date(): moved for month, moved in found.items()}


def added(movements: Iterable[Movements]) -> Movements:
    """Add movements up."""
    sums: Counter[str] = Counter()
    for moved in movements:
        sums.update(moved.by_kind)
    return Movements(sums)


def standings(cinema: Cinema | None = None) -> dict[str, Standing]:
    """Give what is owed by cinema id, from the kept balances: of one, or all."""
    rows = Balance.objects.filter(account__kind__in=OF_CINEMAS)
    if cinema is not None:
        rows = rows.filter(account__cinema=cinema)
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for key, kind, amount in rows.values_list(
        "account__cinema", "account__kind", "amount_micros"
    ):
        side = "pending_micros" if kind == CINEMA_PENDING else "payable_micros"
        found[str(key)][side] = -amount
    return {key: Standing(**sides) for key, sides in found.items()}


def owed_micros(cinema: Cinema) -> int:
    """What the union owes a cinema, held or payable."""
    return standings(cinema).get(cinema.id, Standing()).owed_micros


def _moved(cinema: Cinema | None) -> QuerySet[Entry]:
    rows = Entry.objects.filter(account__kind__in=OF_CINEMAS)
    if cinema is not None:
        rows = rows.filter(account__cinema=cinema)
    return rows.exclude(posting__kind=RELEASE).order_by()


def _by(rows: Iterable[tuple[_Key, str, int]]) -> dict[_Key, Movements]:
    found: defaultdict[_Key, dict[str, int]] = defaultdict(dict)
    for key, kind, total in rows:
        found[key][kind] = -total
    return {key: Movements(kinds) for key, kinds in found.items()}
