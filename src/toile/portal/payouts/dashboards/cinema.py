"""A cinema's dashboard: its audience, its clicks, its money, in a period."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toile.lab import shown
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import status_of
from toile.portal.campaigns.selectors import refused_in_pool
from toile.portal.cinemas.choices import ToldDay, told_by_cinema, total
from toile.portal.cinemas.models import Cinema, CinemaAudience
from toile.portal.payouts import selectors
from toile.portal.payouts.dashboards.period import Period
from toile.portal.payouts.movements import Movements, ever, owed_micros
from toile.portal.ui.charts import Chart, Series


@dataclass(frozen=True)
class Day:
    """One day of a cinema: its sites' figures and its clicks.

    Counts of what persons chose come in packets of the smallest cell of the rules,
    ``None`` while none is full (``lab.crowds``); visits and clicks are events, and stay
    as they are.
    """

    day: datetime.date
    visits: int
    consents: int | None
    refusals: int | None
    withdrawals: int | None
    clicks: int


@dataclass(frozen=True)
class Dashboard:
    """A cinema in a period, and its money; choices are counted as in ``Day``."""

    period: Period
    days: list[Day]
    consents: int | None
    refusals: int | None
    consent_rate: float | None
    owed_micros: int
    earned: Movements
    taken_out: int
    pool_refused: int
    agreement: Agreement | None
    approval: Approval | None
    audience: Sequence[CinemaAudience]

    @property
    def visits(self) -> int:
        """Visits in these days."""
        return sum(day.visits for day in self.days)

    @property
    def clicks(self) -> int:
        """Billed clicks in which the cinema had a share, in these days."""
        return sum(day.clicks for day in self.days)

    @property
    def newest(self) -> CinemaAudience | None:
        """The latest count of spectators."""
        return self.audience[-1] if self.audience else None

    @property
    def share(self) -> float | None:
        """The latest share of the pool."""
        return self.newest.share if self.newest else None

    @property
    def missing_micros(self) -> int:
        """What is missing until the balance is paid out."""
        if self.agreement is None:
            return 0
        return max(0, self.agreement.threshold_micros - self.owed_micros)

    @property
    def rows(self) -> list[Day]:
        """The days of the table: the newest first, none before the first that counts.

        Visits and clicks alone say which that is: a small number of choices must not.
        """
        active = [at for at, day in enumerate(self.days) if day.visits or day.clicks]
        return self.days[active[0] :][::-1] if active else []

    @property
    def charts(self) -> list[Chart]:
        """Visits and billed clicks, day by day; spectators where they were counted."""
        along = [day.day for day in self.days]
        visits = Series(_("Visites"), [day.visits for day in self.days])
        clicks = Series(_("Clics rémunérés"), [day.clicks for day in self.days])
        charts = [
            Chart(_("Visites par jour"), _("Jour"), along, [visits]),
            Chart(_("Clics rémunérés par jour"), _("Jour"), along, [clicks]),
        ]
        counted = {row.day: row.spectators for row in self.audience}
        if any(counted.values()):
            values = [counted.get(day) for day in along]
            series = [Series(_("Spectateurs"), values, shape="line")]
            charts.append(Chart(_("Spectateurs distincts"), _("Jour"), along, series))
        return charts


def dashboard(cinema: Cinema, period: Period, least: int) -> Dashboard:
    """Gather what a cinema sees of a period (9 queries)."""
    clicks = selectors.clicks_by_day(cinema, period.first, period.last)
    known = told_by_cinema([cinema.id], least).get(cinema.id, {})
    along = [period.first + datetime.timedelta(days=n) for n in range(period.days)]
    told = {day: known.get(day, ToldDay()) for day in along}
    whole = total(told.values())
    audience = cinema.audience.filter(day__range=(period.first, period.last))
    return Dashboard(
        period=period,
        days=[_day(day, one, clicks[day]) for day, one in told.items()],
        consents=whole.consents or None,
        refusals=whole.refusals or None,
        consent_rate=whole.answers.rate,
        owed_micros=owed_micros(cinema),
        earned=ever(cinema),
        taken_out=selectors.clicks_taken_out(cinema, period.first, period.last),
        pool_refused=refused_in_pool(period.first, period.last),
        agreement=cinemas_in_force(period.last).get(cinema.id),
        approval=status_of(Approval.Kind.CINEMA, cinema.id),
        audience=judged(audience.order_by("day"), least),
    )


def judged(rows: Iterable[CinemaAudience], least: int) -> Sequence[CinemaAudience]:
    """Keep counts below ``least`` back: some were made under an older rule."""
    found = list(rows)
    for row in found:
        row.spectators = shown(row.spectators or 0, least)
        row.pool = shown(row.pool or 0, least)
    return found


def _day(day: datetime.date, told: ToldDay, clicks: int) -> Day:
    return Day(
        day=day,
        visits=told.visits,
        consents=told.consents or None,
        refusals=told.refusals or None,
        withdrawals=told.withdrawals or None,
        clicks=clicks,
    )
