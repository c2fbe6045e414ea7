"""The union's view of the pool: its members, what it reaches, how it grows."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from toile.ledger.chart import OF_CINEMAS
from toile.portal.agreements.members import MEMBER_STATES, state_label, with_states
from toile.portal.agreements.models import Agreement
from toile.portal.campaigns.models import LineDay
from toile.portal.cinemas.models import Cinema, CinemaAudience, SiteDay
from toile.portal.cinemas.selectors import consent_rate
from toile.portal.payouts.models import Balance, Doubt
from toile.portal.ui.charts import Chart, Series
from toile.portal.ui.maps import Map, Spot
from toile.portal.ui.templatetags.figures import count
from toile.wire.calendar import last_months

DAYS = 30
MONTHS = 12


@dataclass(frozen=True)
class PoolFigures:
    """The pool in numbers; ``spectators`` is rounded, ``None`` if too few."""

    members: int
    by_state: Counter[str]
    visits: int
    consent_rate: float | None
    spectators: int | None
    clicks: int
    taken_out: int
    owed_micros: int
    counted_on: datetime.date | None


def pool_cinemas(today: datetime.date) -> QuerySet[Cinema]:
    """Every cinema with its state, its last thirty days and what it is owed."""
    first = today - datetime.timedelta(days=DAYS - 1)
    days = SiteDay.objects.filter(
        site__cinema=OuterRef("pk"), day__range=(first, today)
    ).order_by()
    audience = CinemaAudience.objects.filter(cinema=OuterRef("pk")).order_by("-day")
    balance = (
        Balance.objects.filter(
            account__cinema=OuterRef("pk"), account__kind__in=OF_CINEMAS
        )
        .order_by()
        .values("account__cinema")
        .annotate(total=Sum("amount_micros"))
    )
    summed = days.values("site__cinema")
    return (
        with_states(today)
        .annotate(
            visits=Coalesce(Subquery(summed.annotate(n=Sum("visits")).values("n")), 0),
            yes=Coalesce(Subquery(summed.annotate(n=Sum("consents")).values("n")), 0),
            no=Coalesce(Subquery(summed.annotate(n=Sum("refusals")).values("n")), 0),
            spectators=Subquery(audience.values("spectators")[:1]),
            owed_micros=Coalesce(-1 * Subquery(balance.values("total")), 0),
        )
        .order_by("commune", "name")
    )


def figures(rows: Sequence[Any], today: datetime.date, least: int) -> PoolFigures:
    """Sum up the cinemas of ``pool_cinemas`` (3 queries more)."""
    states = Counter(row.state for row in rows)
    newest = CinemaAudience.objects.order_by("-day").values_list("pool", "day")
    spectators, counted_on = newest.first() or (None, None)
    first = today - datetime.timedelta(days=DAYS - 1)
    clicks = LineDay.objects.filter(line__pool=True, day__range=(first, today))
    return PoolFigures(
        members=sum(states[state] for state in MEMBER_STATES),
        by_state=states,
        visits=sum(row.visits for row in rows),
        consent_rate=consent_rate(
            sum(row.yes for row in rows), sum(row.no for row in rows), least
        ),
        spectators=spectators,
        clicks=clicks.aggregate(total=Sum("billable_clicks", default=0))["total"],
        taken_out=Doubt.objects.filter(day__range=(first, today)).aggregate(
            total=Sum("taken", default=0)
        )["total"],
        owed_micros=sum(row.owed_micros for row in rows),
        counted_on=counted_on,
    )


def pool_map(rows: Sequence[Any], least: int) -> Map:
    """Members as spots, départements shaded by their cinemas' spectators.

    What is summed was rounded before, and cinemas under ``least`` are left out: a
    département shows nothing rather than a small crowd.
    """
    reached: Counter[str] = Counter()
    for row in rows:
        if _told(row, least) and row.state in MEMBER_STATES:
            reached[row.departement] += _told(row, least)
    most = max(reached.values(), default=1)
    return Map(
        "pool",
        _("Spectateurs"),
        shades={code: round(total / most, 3) for code, total in reached.items()},
        values={code: count(total) for code, total in reached.items()},
        spots=[
            _spot(row, most, least) for row in rows if row.latitude and row.longitude
        ],
    )


def _told(row: Any, least: int) -> int:  # noqa: ANN401 - a row of pool_cinemas
    return row.spectators if (row.spectators or 0) >= least else 0


def _spot(row: Any, most: int, least: int) -> Spot:  # noqa: ANN401 - the same
    return Spot(
        f"{row} – {state_label(row.state)}",
        row.latitude,
        row.longitude,
        url=reverse("payouts:cinema", args=[row.pk]),
        weight=round(_told(row, least) / most, 2),
        state=row.state,
    )


def growth(today: datetime.date) -> tuple[Chart, Chart]:
    """Members at the end of each month, and visits in it, for a year (2 queries)."""
    firsts = last_months(today, MONTHS)[::-1]
    ends = [*(one - datetime.timedelta(days=1) for one in firsts[1:]), today]
    contracts = Agreement.objects.filter(kind=Agreement.Kind.UNION_CINEMA)
    members = [
        len(
            {one.cinema_id for one in contracts if one.starts_on <= end <= one.last_day}
        )
        for end in ends
    ]
    days = SiteDay.objects.filter(day__gte=firsts[0]).order_by().values_list("day")
    # By day, not by month: a sum a month over all rows takes three times as long.
    by_month: Counter[datetime.date] = Counter()
    for day, total in days.annotate(total=Sum("visits")):
        by_month[day.replace(day=1)] += total
    names = [f"{first:%m/%Y}" for first in firsts]
    visits = [by_month[first] for first in firsts]
    return (
        Chart(
            _("Cinémas sous convention à la fin de chaque mois"),
            _("Mois"),
            names,
            [Series(_("Cinémas"), members)],
            along_unit="text",
        ),
        Chart(
            _("Visites par mois"),
            _("Mois"),
            names,
            [Series(_("Visites"), visits)],
            along_unit="text",
        ),
    )


def departements() -> list[str]:
    """The départements that have a cinema."""
    rows = Cinema.objects.exclude(departement="").order_by("departement")
    return list(rows.values_list("departement", flat=True).distinct())
