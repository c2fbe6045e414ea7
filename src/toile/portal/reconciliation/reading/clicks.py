"""Clicks: journal beside trail, trail beside ledger."""

import datetime
from collections.abc import Mapping

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from toile.journal import verify
from toile.ledger.checking.clicks import Circumstances, explain, too_many
from toile.ledger.checking.report import (
    MOST_EXAMPLES,
    Cause,
    Compared,
    Difference,
    Subject,
)
from toile.ledger.checking.tallies import Cell, Tally, differing
from toile.ledger.entries import CLICK
from toile.portal.campaigns.models import ClickTrail, LineItem
from toile.portal.freshness.selectors import counted_until
from toile.portal.payouts.models import ClosedPeriod, Entry, Posting
from toile.portal.reconciliation.reading.journal import clicks_of
from toile.portal.reconciliation.reading.window import Window, day_of
from toile.wire.calendar import midnight
from toile.wire.clock import PARIS, from_datetime

_ROWS = 5_000
_MOST_LOOKED_INTO = 500_000
"""So many clicks of differing days are held in memory at a time; the rest is told."""

Found = tuple[Compared, list[Difference]]


def journal_and_trail(
    journal: str, told: Mapping[Cell, Tally], window: Window
) -> Found:
    """Compare by day and campaign; look at single clicks only where these differ."""
    trail = _trail(window)
    compared = Compared(
        Subject.JOURNAL_AND_TRAIL,
        sum(tally.count for tally in told.values()),
        sum(tally.count for tally in trail.values()),
    )
    turn: list[Cell] = []
    left: dict[Cell, int] = {}
    held = 0
    for cell in differing(told, trail):
        size = max(each.get(cell, Tally()).count for each in (told, trail))
        if held + size <= _MOST_LOOKED_INTO:
            turn.append(cell)
            held += size
        else:
            left[cell] = size
    return compared, [*_looked_into(journal, turn), *too_many(left)]


def _looked_into(journal: str, cells: list[Cell]) -> list[Difference]:
    if not cells:
        return []
    until = counted_until()
    known = Circumstances(
        counted_until_ms=0 if until is None else from_datetime(until),
        known_lines=frozenset(LineItem.objects.values_list("id", flat=True)),
        journal_faults=verify(journal, "ads").faults,
    )
    clicks = clicks_of(journal, cells)
    return [
        difference
        for cell in cells
        for difference in explain(cell, clicks[cell], _ids(cell), known)
    ]


def _trail(window: Window) -> dict[Cell, Tally]:
    campaigns = dict(LineItem.objects.values_list("id", "flight__campaign_id"))
    found: dict[Cell, Tally] = {}
    rows = ClickTrail.objects.filter(window.asked("at")).order_by()
    for key, at, line in rows.values_list("id", "at", "line_id").iterator(_ROWS):
        cell = Cell(day_of(from_datetime(at)), campaigns[line])
        found.setdefault(cell, Tally()).add(key)
    return found


def _ids(cell: Cell) -> frozenset[str]:
    day = datetime.date.fromisoformat(cell.day)
    rows = ClickTrail.objects.filter(
        at__gte=midnight(day),
        at__lt=midnight(day + datetime.timedelta(days=1)),
        line__flight__campaign_id=cell.campaign,
    )
    return frozenset(rows.values_list("id", flat=True))


def trail_and_ledger(window: Window) -> Found:
    """Compare click by click, in the database: billed ones are posted, once."""
    billed = ClickTrail.objects.filter(window.asked("at"), reason="").order_by()
    posting = Posting.objects.filter(id=OuterRef("id"), kind=CLICK)
    posted = Posting.objects.filter(window.asked("at"), kind=CLICK).order_by()
    in_trail = ClickTrail.objects.filter(id=OuterRef("id"), reason="")
    compared = Compared(
        Subject.TRAIL_AND_LEDGER,
        billed.count(),
        billed.filter(Exists(posting)).count() + _alone(posted, in_trail).count(),
    )
    differences = [
        *_told(Cause.NOT_POSTED, _alone(billed, posting)),
        *_told(Cause.NOT_IN_TRAIL, _alone(posted, in_trail)),
        *_dated_otherwise(billed, posting),
    ]
    return compared, differences


def _alone(rows: QuerySet, others: QuerySet) -> QuerySet:  # type: ignore[type-arg]
    return rows.exclude(Exists(others))


def _told(cause: Cause, rows: QuerySet) -> list[Difference]:  # type: ignore[type-arg]
    count = rows.count()
    if not count:
        return []
    ids = tuple(rows.order_by("id").values_list("id", flat=True)[:MOST_EXAMPLES])
    return [Difference(Subject.TRAIL_AND_LEDGER, cause, count, examples=ids)]


def _dated_otherwise(
    billed: QuerySet[ClickTrail], posting: QuerySet[Posting]
) -> list[Difference]:
    """Tell of clicks that count for another moment than their own, by their month."""
    ends = set(ClosedPeriod.objects.values_list("ends_at", flat=True))
    fee = Entry.objects.filter(posting_id=OuterRef("id"), position=0)
    rows = (
        billed.annotate(booked_at=Subquery(posting.values("at")[:1]))
        .filter(booked_at__isnull=False)
        .exclude(booked_at=F("at"))
        .annotate(fee=Subquery(fee.values("amount_micros")[:1]))
    )
    found: dict[tuple[Cause, str], list[tuple[str, int]]] = {}
    told = rows.values_list("id", "at", "booked_at", "fee")
    for key, at, booked_at, amount in told.iterator(_ROWS):
        late = booked_at in ends and at < booked_at
        cause = Cause.LATE_AFTER_CLOSING if late else Cause.MOVED_DAY
        month = f"{at.astimezone(PARIS):%Y-%m}"
        found.setdefault((cause, month), []).append((key, amount or 0))
    return [
        Difference(
            Subject.TRAIL_AND_LEDGER,
            cause,
            len(clicks),
            month,
            "",
            sum(amount for _, amount in clicks),
            tuple(sorted(key for key, _ in clicks)[:MOST_EXAMPLES]),
        )
        for (cause, month), clicks in sorted(found.items())
    ]
