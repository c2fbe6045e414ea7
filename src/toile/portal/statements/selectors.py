"""Reading statements: a cinema's, a month's, a provisional one."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from toile.portal.accounts.models import Organisation
from toile.portal.cinemas.models import Cinema
from toile.portal.cinemas.rules import visible_cinemas
from toile.portal.statements.composing import compose
from toile.portal.statements.gathering import last_link
from toile.portal.statements.models import Statement, StatementMonth
from toile.portal.statements.refusals import RefusedError, StatementRefusal
from toile.portal.statements.sheets import Sheet
from toile.wire.clock import paris_date

_SUMMED = (
    "clicks",
    "refused_clicks",
    "reversed_clicks",
    "gross_micros",
    "reversed_micros",
    "paid_micros",
    "pending_micros",
    "payable_micros",
)


@dataclass(frozen=True)
class Totals:
    """The sums of a month's statements."""

    statements: int = 0
    clicks: int = 0
    refused_clicks: int = 0
    reversed_clicks: int = 0
    gross_micros: int = 0
    reversed_micros: int = 0
    paid_micros: int = 0
    pending_micros: int = 0
    payable_micros: int = 0

    @property
    def net_micros(self) -> int:
        """What clicks and reversals come to."""
        return self.gross_micros + self.reversed_micros


def visible_statements(organisation: Organisation) -> QuerySet[Statement]:
    """The union sees every statement; a cinema sees its own. Without their contents."""
    rows = Statement.objects.filter(cinema__in=visible_cinemas(organisation))
    return rows.select_related("cinema").defer("content")


def statements_of_month(month: datetime.date) -> QuerySet[Statement]:
    """All statements of a month, in the order of cinemas."""
    rows = Statement.objects.filter(month=month).select_related("cinema")
    return rows.defer("content").order_by("cinema__commune", "cinema__name", "pk")


def totals_of(rows: QuerySet[Statement]) -> Totals:
    """Add statements up (1 query)."""
    sums = {name: Sum(name, default=0) for name in _SUMMED}
    return Totals(statements=rows.count(), **rows.order_by().aggregate(**sums))


def drawn_months() -> list[datetime.date]:
    """List the months that are drawn up, the newest first."""
    return list(StatementMonth.objects.values_list("month", flat=True))


def provisional(cinema: Cinema, month: datetime.date, now_ms: int) -> Sheet:
    """Compose what a cinema's statement of a month would say now; it has no number.

    Raises ``RefusedError`` for a month that has not begun.
    """
    if month > paris_date(now_ms):
        raise RefusedError(StatementRefusal.FUTURE)
    newest = last_link()
    link = (0, "") if newest is None else (newest.number, newest.hash)
    return compose(month, link, now_ms, cinema.id)[cinema.id]
