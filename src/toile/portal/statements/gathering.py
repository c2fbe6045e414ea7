"""Gathering a month from the ledger: a fixed number of queries, for any cinemas.

Balances are the kept ones less what was dated later, up to one link of the chain, so
that who posts meanwhile changes nothing and nobody waits.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Count, F, Max, Q, QuerySet, Sum, Window

from toile.ledger.accruals import ACCRUAL
from toile.ledger.chart import (
    CINEMA_PAYABLE,
    CINEMA_PENDING,
    DISTRIBUTOR_RECEIVABLE,
    OF_CINEMAS,
    owner_of,
)
from toile.ledger.entries import CLICK, PAYOUT, PAYOUT_RETURN, REVERSAL
from toile.ledger.statements import (
    Balances,
    Group,
    Payment,
    Refused,
    Statement,
    statement,
)
from toile.portal.payouts.models import Balance, Entry, Link
from toile.portal.payouts.services.posting import lock_ledger
from toile.portal.statements.models import RefusedClicks
from toile.wire.calendar import month_after, stretch, write_month
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid
from toile.wire.money import Money

_OF_CAMPAIGNS = (CLICK, ACCRUAL, REVERSAL)
_OF_PAYOUTS = (PAYOUT, PAYOUT_RETURN)

# Accounts that name a cinema are those of OF_CINEMAS.
_GROUPS = """
    SELECT cinema, side, kind, memo, owing, cinemas, COUNT(*), SUM(amount_micros)
    FROM ({sides}) AS sides WHERE cinema IS NOT NULL {one}
    GROUP BY cinema, side, kind, memo, owing, cinemas
"""


@dataclass
class _Cinema:
    """What is found of one cinema."""

    groups: list[Group] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)

    @property
    def told(self) -> bool:
        """Tell whether there is anything to tell."""
        return bool(
            self.groups
            or self.refused
            or any(self.before.values())
            or any(self.after.values())
        )


Found = defaultdict[str, _Cinema]


def gather(
    month: datetime.date, members: Collection[str], only: str | None = None
) -> list[Statement]:
    """Give the statements of a month by cinema, in the order of id (6 queries).

    Of all cinemas with anything to tell and of ``members``, or of ``only`` one. Raises
    ``StatementError`` where the ledger contradicts itself.
    """
    begin, end = stretch(month)
    found: Found = defaultdict(_Cinema)
    for cinema in members if only is None else [only]:
        found[cinema] = _Cinema()
    link = _balances(found, begin, end, only)
    within = _until(link) & Q(posting__at__gte=begin, posting__at__lt=end)
    entries = _entries(only).filter(within)
    _clicks(found, entries, Entry.objects.filter(within), only)
    _others(found, entries)
    _payments(found, entries)
    _refused(found, month, only)
    return [
        statement(
            Ulid(cinema),
            write_month(month),
            (_as_balances(own.before), _as_balances(own.after)),
            own.groups,
            own.refused,
            own.payments,
        )
        for cinema, own in sorted(found.items())
        if own.told or cinema in members or cinema == only
    ]


def last_link() -> Link | None:
    """Give the newest link of the chain."""
    return Link.objects.order_by("-number").first()


def _entries(only: str | None) -> QuerySet[Entry]:
    rows = Entry.objects.filter(account__kind__in=OF_CINEMAS)
    return rows if only is None else rows.filter(account__cinema=only)


def _until(link: int) -> Q:
    # What tests and benches write past the chain has no link.
    return Q(posting__link__lte=link) | Q(posting__link__isnull=True)


def _balances(
    found: Found, begin: datetime.datetime, end: datetime.datetime, only: str | None
) -> int:
    """Tell balances before and after the month, and up to which link they are."""
    kept = Balance.objects.filter(account__kind__in=OF_CINEMAS)
    if only is not None:
        kept = kept.filter(account__cinema=only)
    # Both at one moment; all that follows reads what no longer changes.
    with transaction.atomic():
        lock_ledger()
        newest = last_link()
        rows = list(
            kept.values_list("account__cinema", "account__kind", "amount_micros")
        )
    link = 0 if newest is None else newest.number
    later = (
        _entries(only)
        .filter(_until(link), posting__at__gte=begin)
        .values_list("account__cinema", "account__kind")
        .annotate(
            since_begin=Sum("amount_micros"),
            since_end=Sum("amount_micros", filter=Q(posting__at__gte=end), default=0),
        )
    )
    for cinema, kind, amount in rows:
        if amount:
            found[cinema].before[kind] -= amount
            found[cinema].after[kind] -= amount
    for cinema, kind, since_begin, since_end in later:
        found[cinema].before[kind] += since_begin
        found[cinema].after[kind] += since_end
    return link


def _clicks(
    found: Found, entries: QuerySet[Entry], sides: QuerySet[Entry], only: str | None
) -> None:
    """Group what campaigns earned, and took back, by reason and number of cinemas.

    Of ``sides``, all entries of the month, each posting's are seen together. Asking for
    them entry by entry took PostgreSQL five times as long.
    """
    sides = sides.filter(posting__kind__in=_OF_CAMPAIGNS)
    if only is not None:
        sides = sides.filter(posting__in=entries.values("posting"))
    owing = Q(account__kind=DISTRIBUTOR_RECEIVABLE)
    shared = Q(account__kind__in=OF_CINEMAS)
    inner = sides.order_by().values(
        "amount_micros",
        cinema=F("account__cinema"),
        side=F("account__kind"),
        kind=F("posting__kind"),
        memo=F("posting__memo"),
        owing=Window(Max("account__code", filter=owing), partition_by=F("posting")),
        cinemas=Window(Count("id", filter=shared), partition_by=F("posting")),
    )
    # Django's own queries do not group by what a window found.
    sql, parameters = inner.query.sql_with_params()
    one = "" if only is None else "AND cinema = %s"
    with connection.cursor() as cursor:
        cursor.execute(
            _GROUPS.format(sides=sql, one=one),
            parameters if only is None else (*parameters, only),
        )
        rows = cursor.fetchall()
    for cinema, side, kind, memo, owing_code, cinemas, postings, amount in rows:
        campaign, reason = owner_of(owing_code or ""), memo if kind == REVERSAL else ""
        found[cinema].groups.append(
            Group(side, kind, postings, Money(-int(amount)), campaign, reason, cinemas)
        )


def _others(found: Found, entries: QuerySet[Entry]) -> None:
    rows = (
        entries.exclude(posting__kind__in=_OF_CAMPAIGNS)
        .order_by()
        .values_list("account__cinema", "account__kind", "posting__kind")
        .annotate(Count("id"), Sum("amount_micros"))
    )
    for cinema, account, kind, postings, amount in rows:
        found[cinema].groups.append(Group(account, kind, postings, Money(-amount)))


def _payments(found: Found, entries: QuerySet[Entry]) -> None:
    rows = entries.filter(posting__kind__in=_OF_PAYOUTS).values_list(
        "account__cinema",
        "posting_id",
        "posting__kind",
        "posting__at",
        "posting__memo",
        "amount_micros",
    )
    for cinema, posting, kind, at, memo, amount in rows:
        found[cinema].payments.append(
            Payment(posting, kind, from_datetime(at), memo, Money(-amount))
        )


def _refused(found: Found, month: datetime.date, only: str | None) -> None:
    rows = RefusedClicks.objects.filter(day__gte=month, day__lt=month_after(month))
    if only is not None:
        rows = rows.filter(cinema=only)
    summed = rows.order_by().values_list("cinema", "reason").annotate(n=Sum("count"))
    for cinema, reason, clicks in summed:
        if clicks:
            found[cinema].refused.append(Refused(reason, clicks))


def _as_balances(amounts: Counter[str]) -> Balances:
    return Balances(Money(amounts[CINEMA_PENDING]), Money(amounts[CINEMA_PAYABLE]))
