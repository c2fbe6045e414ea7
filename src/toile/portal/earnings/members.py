"""How all members stand: who is below the threshold, until when, what wants a look."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from toile.ledger.anomalies import Anomaly, Signs, anomalies
from toile.ledger.payment import whole_cents
from toile.ledger.projection import Pace, reached_on
from toile.portal.agreements.models import THRESHOLD_MICROS
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.cinemas.models import Cinema
from toile.portal.earnings.cinema import PACE_DAYS
from toile.portal.payouts.models import BankAccount
from toile.portal.payouts.movements import Movements, Standing, since, standings
from toile.portal.payouts.selectors import clicks_by_cinema
from toile.portal.transfers.models import Transfer
from toile.wire.money import Money

WEEK = datetime.timedelta(days=7)
BEFORE = datetime.timedelta(days=28)
MONTH_DAYS = 30


@dataclass(frozen=True)
class Member:
    """A cinema that is owed something, or is under an agreement."""

    cinema: Cinema
    standing: Standing
    quarter: Movements
    threshold_micros: int
    reached_on: datetime.date | None
    has_account: bool
    anomalies: tuple[Anomaly, ...]

    @property
    def name(self) -> str:
        """The cinema."""
        return str(self.cinema)

    @property
    def pk(self) -> str:
        """The cinema's id, for links."""
        return self.cinema.id

    @property
    def pending_micros(self) -> int:
        """What is within its hold."""
        return self.standing.pending_micros

    @property
    def payable_micros(self) -> int:
        """What may be paid."""
        return self.standing.payable_micros

    @property
    def earned_micros(self) -> int:
        """What the last ninety days brought, reversals taken off."""
        return self.quarter.net_micros

    @property
    def reached(self) -> bool:
        """Tell whether the next run would propose it."""
        return self.standing.payable_micros >= self.threshold_micros


@dataclass(frozen=True)
class Overview:
    """All members, and their sums."""

    rows: tuple[Member, ...]
    today: datetime.date

    @property
    def owed_micros(self) -> int:
        """All that is owed."""
        return sum(row.standing.owed_micros for row in self.rows)

    @property
    def next_run_micros(self) -> int:
        """What a run of today would propose, in whole cents."""
        return sum(
            whole_cents(Money(row.standing.payable_micros))
            for row in self.rows
            if row.reached
        )

    @property
    def next_run_cinemas(self) -> int:
        """How many it would pay."""
        return sum(row.reached for row in self.rows)

    @property
    def soon(self) -> tuple[Member, ...]:
        """Those not there yet that reach their threshold within thirty days."""
        last = self.today + datetime.timedelta(days=MONTH_DAYS)
        return tuple(
            row
            for row in self.rows
            if not row.reached and row.reached_on and row.reached_on <= last
        )

    @property
    def below(self) -> int:
        """How many are owed something and below their threshold."""
        return sum(
            row.standing.owed_micros > 0 and not row.reached for row in self.rows
        )

    @property
    def noticed(self) -> tuple[Member, ...]:
        """Those whose figures want a look."""
        return tuple(row for row in self.rows if row.anomalies)


def overview(today: datetime.date) -> Overview:
    """Gather all members' money (8 queries, however many they are)."""
    agreements = cinemas_in_force(today)
    owed = standings()
    quarters = since(today - datetime.timedelta(days=PACE_DAYS))
    cinemas = (
        Cinema.objects.filter(pk__in=agreements.keys() | owed.keys())
        .select_related("organisation")
        .order_by("commune", "name", "pk")
    )
    rows = list(cinemas)
    week = clicks_by_cinema([row.id for row in rows], today - WEEK, today)
    month = clicks_by_cinema([row.id for row in rows], today - WEEK - BEFORE, today)
    accounts = set(BankAccount.objects.values_list("organisation_id", flat=True))
    failed = _failed()
    found: list[Member] = []
    for cinema in rows:
        agreement = agreements.get(cinema.id)
        standing = owed.get(cinema.id, Standing())
        quarter = quarters.get(cinema.id, Movements())
        threshold = agreement.threshold_micros if agreement else THRESHOLD_MICROS
        signs = Signs(
            clicks_of_week=week[cinema.id],
            clicks_before=month[cinema.id] - week[cinema.id],
            gross=quarter.gross_micros,
            reversed=quarter.reversed_micros,
            payable=standing.payable_micros,
            unpaid=cinema.id in failed,
        )
        found.append(
            Member(
                cinema,
                standing,
                quarter,
                threshold,
                reached_on(
                    Money(standing.owed_micros),
                    Money(threshold),
                    Pace(Money(quarter.net_micros), PACE_DAYS),
                    today,
                ),
                cinema.organisation_id in accounts,
                anomalies(signs),
            )
        )
    return Overview(tuple(found), today)


def _failed() -> set[str]:
    """The cinemas whose newest transfer that went to the bank failed."""
    sent = Transfer.objects.filter(
        cinema=OuterRef("pk"),
        run__handed_over_at__isnull=False,
        state__in=(
            Transfer.State.RESERVED,
            Transfer.State.EXECUTED,
            Transfer.State.REJECTED,
            Transfer.State.RETURNED,
        ),
    ).order_by("-run__proposed_at")
    rows: Mapping[str, str] = dict(
        Cinema.objects.annotate(newest=Subquery(sent.values("state")[:1]))
        .exclude(newest=None)
        .values_list("pk", "newest")
    )
    failed = (Transfer.State.REJECTED, Transfer.State.RETURNED)
    return {cinema for cinema, state in rows.items() if state in failed}
