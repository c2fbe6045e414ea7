"""A cinema's money: earned, held, payable, on its way, paid; month by month."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from toile.ledger.projection import Pace, reached_on
from toile.portal.agreements.models import THRESHOLD_MICROS, Agreement
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.movements import (
    Movements,
    Standing,
    added,
    by_month,
    since,
    standings,
)
from toile.portal.transfers.models import Transfer
from toile.portal.transfers.selectors import transfers_to
from toile.portal.ui.charts import Chart, Series
from toile.wire.calendar import last_months
from toile.wire.money import Money

MONTHS = 12
PACE_DAYS = 90


@dataclass(frozen=True)
class Month:
    """One month of a cinema's money."""

    first: datetime.date
    movements: Movements


@dataclass(frozen=True)
class Earnings:
    """A cinema's money as of a day; ``earns`` if it did in the last ninety."""

    standing: Standing
    ever: Movements
    months: Sequence[Month]
    on_its_way_micros: int
    threshold_micros: int
    reached_on: datetime.date | None
    earns: bool
    agreement: Agreement | None
    failed: Transfer | None

    @property
    def missing_micros(self) -> int:
        """What is missing until the balance is paid; what is held counts already."""
        return max(0, self.threshold_micros - self.standing.owed_micros)

    @property
    def progress(self) -> int:
        """How many hundredths of the threshold are there, 100 at most."""
        owed = max(0, self.standing.owed_micros)
        return min(100, owed * 100 // max(1, self.threshold_micros))

    @property
    def rows(self) -> list[Month]:
        """The months in which anything moved, the newest first."""
        return [month for month in self.months if any(month.movements.by_kind.values())]

    @property
    def charts(self) -> list[Chart]:
        """Net earnings and payments, a bar a month; none of what never moved."""
        months = self.months[::-1]
        names = [date_format(month.first, "N Y") for month in months]
        earned = [month.movements.net_micros for month in months]
        paid = [month.movements.paid_micros for month in months]
        return [
            Chart(
                title,
                _("Mois"),
                names,
                [Series(label, sums, "euros")],
                along_unit="text",
            )
            for title, label, sums in (
                (_("Gagné par mois"), _("Net"), earned),
                (_("Versé par mois"), _("Versé"), paid),
            )
            if any(sums)
        ]


def earnings(cinema: Cinema, today: datetime.date) -> Earnings:
    """Gather what a cinema sees of its money (6 queries)."""
    moved = by_month(cinema)
    agreement = cinemas_in_force(today).get(cinema.id)
    standing = standings(cinema).get(cinema.id, Standing())
    threshold = THRESHOLD_MICROS if agreement is None else agreement.threshold_micros
    reserved = cinema.transfers.filter(state=Transfer.State.RESERVED)
    lately = pace(cinema, today)
    return Earnings(
        standing=standing,
        ever=added(moved.values()),
        months=[
            Month(first, moved.get(first, Movements()))
            for first in last_months(today, MONTHS)
        ],
        on_its_way_micros=sum(one.amount_micros for one in reserved),
        threshold_micros=threshold,
        reached_on=reached_on(
            Money(standing.owed_micros), Money(threshold), lately, today
        ),
        earns=lately.earned > 0,
        agreement=agreement,
        failed=failed_last(cinema),
    )


def pace(cinema: Cinema, today: datetime.date) -> Pace:
    """Tell what a cinema earned in the last ninety days, reversals taken off."""
    quarter = since(today - datetime.timedelta(days=PACE_DAYS), cinema)
    moved = quarter.get(cinema.id, Movements())
    return Pace(Money(moved.net_micros), PACE_DAYS)


def failed_last(cinema: Cinema) -> Transfer | None:
    """Give the newest transfer if it did not reach the cinema."""
    newest = transfers_to(cinema).first()
    failed = (Transfer.State.REJECTED, Transfer.State.RETURNED)
    return newest if newest is not None and newest.state in failed else None
