"""What a cinema's dashboard shows, gathered in one place."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toile.lab import shown
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import status_of
from toile.portal.campaigns.selectors import refused_in_pool
from toile.portal.cinemas.models import Cinema
from toile.portal.cinemas.selectors import DayFigures, consent_rate, days_of
from toile.portal.payouts import selectors
from toile.portal.ui.charts import Chart, Series

DAYS = 30


@dataclass(frozen=True)
class Day:
    """One day of a cinema: its sites' figures and its clicks.

    Counts of what persons chose are rounded, ``None`` below 50 (``lab.crowds``); visits
    and clicks are events, and stay as they are.
    """

    day: datetime.date
    visits: int
    consents: int | None
    refusals: int | None
    withdrawals: int | None
    clicks: int


@dataclass(frozen=True)
class Dashboard:
    """Thirty days of a cinema, and its money; choices are counted as in ``Day``."""

    days: list[Day]
    consents: int | None
    refusals: int | None
    consent_rate: float | None
    owed_micros: int
    earned_micros: int
    pool_refused: int
    agreement: Agreement | None
    approval: Approval | None

    @property
    def visits(self) -> int:
        """Visits in these days."""
        return sum(day.visits for day in self.days)

    @property
    def clicks(self) -> int:
        """Billed clicks in which the cinema had a share, in these days."""
        return sum(day.clicks for day in self.days)

    @property
    def rows(self) -> list[Day]:
        """The days of the table: the newest first, none before the first that counts.

        Visits and clicks alone say which that is: a small number of choices must not.
        """
        active = [at for at, day in enumerate(self.days) if day.visits or day.clicks]
        return self.days[active[0] :][::-1] if active else []

    @property
    def charts(self) -> tuple[Chart, Chart]:
        """Visits and billed clicks, day by day."""
        along = [day.day for day in self.days]
        visits = Series(_("Visites"), [day.visits for day in self.days])
        clicks = Series(_("Clics rémunérés"), [day.clicks for day in self.days])
        return (
            Chart(_("Visites par jour sur 30 jours"), _("Jour"), along, [visits]),
            Chart(
                _("Clics rémunérés par jour sur 30 jours"), _("Jour"), along, [clicks]
            ),
        )


def dashboard(cinema: Cinema, today: datetime.date) -> Dashboard:
    """Gather what a cinema sees on the given day."""
    first = today - datetime.timedelta(days=DAYS - 1)
    clicks = selectors.clicks_by_day(cinema, first, today)
    counted = days_of(cinema, today, DAYS)
    consents = sum(one.consents for one in counted)
    refusals = sum(one.refusals for one in counted)
    return Dashboard(
        days=[_day(one, clicks[one.day]) for one in counted],
        consents=shown(consents),
        refusals=shown(refusals),
        consent_rate=consent_rate(consents, refusals),
        owed_micros=selectors.owed_micros(cinema),
        earned_micros=selectors.earned_micros(cinema),
        pool_refused=refused_in_pool(first, today),
        agreement=cinemas_in_force(today).get(cinema.id),
        approval=status_of(Approval.Kind.CINEMA, cinema.id),
    )


def _day(counted: DayFigures, clicks: int) -> Day:
    return Day(
        day=counted.day,
        visits=counted.visits,
        consents=shown(counted.consents),
        refusals=shown(counted.refusals),
        withdrawals=shown(counted.withdrawals),
        clicks=clicks,
    )
