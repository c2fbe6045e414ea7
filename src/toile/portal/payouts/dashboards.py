"""What a cinema's dashboard and the union's overview show, gathered in one place."""

import datetime
from dataclasses import dataclass

from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import status_of
from toile.portal.campaigns.selectors import refused_in_pool
from toile.portal.cinemas.models import Cinema
from toile.portal.cinemas.selectors import consent_rate, days_of
from toile.portal.payouts import selectors

DAYS = 30


@dataclass(frozen=True)
class Day:
    """One day of a cinema: its sites' figures and its clicks."""

    day: datetime.date
    visits: int
    consents: int
    refusals: int
    withdrawals: int
    clicks: int


@dataclass(frozen=True)
class Dashboard:
    """Thirty days of a cinema, and its money."""

    days: list[Day]
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
    def consents(self) -> int:
        """Yeses in these days."""
        return sum(day.consents for day in self.days)

    @property
    def refusals(self) -> int:
        """Noes in these days."""
        return sum(day.refusals for day in self.days)

    @property
    def consent_rate(self) -> float | None:
        """Yeses among all answers in these days."""
        return consent_rate(self.consents, self.refusals)

    @property
    def dates(self) -> list[datetime.date]:
        """The days of the charts."""
        return [day.day for day in self.days]

    @property
    def visits_by_day(self) -> list[int]:
        """The bars of the visits' chart."""
        return [day.visits for day in self.days]

    @property
    def clicks_by_day(self) -> list[int]:
        """The bars of the clicks' chart."""
        return [day.clicks for day in self.days]


@dataclass(frozen=True)
class Member:
    """A cinema as the union lists it."""

    cinema: Cinema
    agreement: Agreement | None
    owed_micros: int


def dashboard(cinema: Cinema, today: datetime.date) -> Dashboard:
    """Gather what a cinema sees on the given day."""
    first = today - datetime.timedelta(days=DAYS - 1)
    clicks = selectors.clicks_by_day(cinema, first, today)
    days = [
        Day(
            one.day,
            one.visits,
            one.consents,
            one.refusals,
            one.withdrawals,
            clicks[one.day],
        )
        for one in days_of(cinema, today, DAYS)
    ]
    return Dashboard(
        days=days,
        owed_micros=selectors.owed_micros(cinema),
        earned_micros=selectors.earned_micros(cinema),
        pool_refused=refused_in_pool(first, today),
        agreement=cinemas_in_force(today).get(cinema.id),
        approval=status_of(Approval.Kind.CINEMA, cinema.id),
    )


def members(today: datetime.date) -> list[Member]:
    """Every cinema with its agreement in force, if any, and what it is owed."""
    agreements = cinemas_in_force(today)
    owed = selectors.owed_by_cinema()
    return [
        Member(cinema, agreements.get(cinema.id), owed.get(cinema.id, 0))
        for cinema in Cinema.objects.select_related("organisation")
    ]
