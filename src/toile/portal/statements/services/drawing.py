"""Drawing statements up: figures in a few queries, then papers, some at a time.

A closed month no longer changes, so that nothing waits for the ledger meanwhile. Each
part is one transaction: statements, papers, mails and webhooks together. Killed in
between, the next run draws what is missing, with the same figures.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import msgspec
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from toile.portal.audit.services import record
from toile.portal.bulk import look_anew
from toile.portal.payouts.models import Account, ClosedPeriod, Entry, Link, Posting
from toile.portal.statements.composing import compose
from toile.portal.statements.models import Statement, StatementMonth, StatementPaper
from toile.portal.statements.paper import Press
from toile.portal.statements.refusals import RefusedError, StatementRefusal
from toile.portal.statements.services.closing import first_month
from toile.portal.statements.services.papers import paper_of
from toile.portal.statements.services.telling import People, people_of, tell
from toile.portal.statements.sheets import Sheet, encoded, fingerprint
from toile.wire.calendar import months_between, stretch, write_month
from toile.wire.clock import from_datetime, now_ms, paris_date

_AT_ONCE = 20

Told = Callable[[int, int], None]


def months_to_draw(until: datetime.date | None = None) -> list[datetime.date]:
    """List the closed months that have no statements yet, the oldest first."""
    first, closed = first_month(), ClosedPeriod.objects.order_by("-month").first()
    if first is None or closed is None:
        return []
    last = closed.month if until is None else min(until, closed.month)
    drawn = set(StatementMonth.objects.values_list("month", flat=True))
    return [one for one in months_between(first, last) if one not in drawn]


def draw_up(month: datetime.date, tell_progress: Told | None = None) -> StatementMonth:
    """Draw up the statements of a closed month, and before it those of earlier ones.

    Again, it changes nothing and gives back what was drawn. Raises ``RefusedError``
    for a month that is not closed, and ``StatementError`` where the ledger contradicts
    itself: then the month has no statement at all.
    """
    first = month.replace(day=1)
    for one in months_to_draw(_judged(first)):
        _draw(one, tell_progress or (lambda _done, _total: None))
    return StatementMonth.objects.get(month=first)


def _judged(month: datetime.date) -> datetime.date:
    if month > paris_date(now_ms()):
        raise RefusedError(StatementRefusal.FUTURE)
    if not ClosedPeriod.objects.filter(month__gte=month).exists():
        raise RefusedError(StatementRefusal.NOT_CLOSED)
    first = first_month()
    if first is None or month < first:
        raise RefusedError(StatementRefusal.BEFORE_BOOKS)
    return month


def _draw(month: datetime.date, tell_progress: Told) -> None:
    now = timezone.now()
    link = _link_of(month)
    look_anew(Account, Entry, Posting)
    sheets = compose(month, link, from_datetime(now))
    already = Statement.objects.filter(month=month).values_list("cinema_id", flat=True)
    wanted = sorted(sheets.keys() - set(already))
    numbers = _next_numbers()
    people = people_of(wanted)
    press, done = Press(), len(sheets) - len(wanted)
    for part in _parts(wanted):
        tell_progress(done, len(sheets))
        made = [
            _made(cinema, sheets[cinema], numbers.get(cinema, 1), now)
            for cinema in part
        ]
        papers = [paper_of(one, press) for one in made]
        _keep(made, papers, people)
        done += len(made)
    _finish(month, link, now)
    tell_progress(len(sheets), len(sheets))


def _made(
    cinema: str, composed: Sheet, number: int, now: datetime.datetime
) -> Statement:
    sheet = msgspec.structs.replace(composed, number=number)
    found, content = sheet.statement, encoded(sheet)
    return Statement(
        cinema_id=cinema,
        month=sheet.month,
        number=number,
        issued_at=now,
        clicks=found.clicks,
        refused_clicks=found.refused_clicks,
        reversed_clicks=found.reversed_clicks,
        gross_micros=found.gross,
        reversed_micros=found.taken_back,
        paid_micros=found.paid,
        before_micros=found.before.total,
        pending_micros=found.after.pending,
        payable_micros=found.after.payable,
        content=content,
        sha256=fingerprint(content),
    )


@transaction.atomic
def _keep(
    made: Sequence[Statement], papers: Sequence[StatementPaper], people: People
) -> None:
    Statement.objects.bulk_create(made)
    StatementPaper.objects.bulk_create(papers)
    for one in made:
        tell(one, people)


@transaction.atomic
def _finish(
    month: datetime.date, link: tuple[int, str], now: datetime.datetime
) -> None:
    number = Statement.objects.filter(month=month).count()
    StatementMonth.objects.create(
        month=month,
        drawn_at=now,
        statements=number,
        link=link[0],
        link_hash=link[1],
    )
    record(
        "statements.drawn_up",
        "statement_month",
        write_month(month),
        details={"statements": number, "link": link[0]},
    )


def _link_of(month: datetime.date) -> tuple[int, str]:
    """Name the link with which the month was closed, alone or with a later one."""
    end = stretch(month)[1]
    closed = ClosedPeriod.objects.filter(ends_at__gte=end).order_by("ends_at")[0]
    hashes = Link.objects.filter(number=closed.last_link).values_list("hash", flat=True)
    return closed.last_link, hashes.first() or ""


def _next_numbers() -> dict[str, int]:
    rows = Statement.objects.order_by().values_list("cinema").annotate(Max("number"))
    return {cinema: number + 1 for cinema, number in rows}


def _parts(wanted: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(wanted)
    while part := list(islice(rest, _AT_ONCE)):
        yield part
