"""Comparing everything, or a month, and keeping what was found."""

import datetime
from collections.abc import Callable

import msgspec
from django.conf import settings
from django.utils import timezone

from toile.ledger.checking.report import Report
from toile.portal.reconciliation.models import Check
from toile.portal.reconciliation.reading import books, clicks, media
from toile.portal.reconciliation.reading.journal import read
from toile.portal.reconciliation.reading.statements import ledger_and_statements
from toile.portal.reconciliation.reading.transfers import transfers_and_ledger
from toile.portal.reconciliation.reading.window import Window, month_window

Tell = Callable[[int, int, str], object]


def check(
    journal: str, month: datetime.date | None, now: datetime.datetime, tell: Tell
) -> Report:
    """Lay all books side by side; those that are not by the month always in whole.

    Reads, and changes nothing. Raises ``JournalError`` for a journal that is not there.
    """
    window = Window() if month is None else month_window(month)
    told = read(journal, window, lambda number: tell(number, number + 1, ""))
    pairs, differing = told.media.end()
    found = [
        clicks.journal_and_trail(journal, told.clicks, window),
        clicks.trail_and_ledger(window),
        ledger_and_statements(window),
        (pairs, differing),
        media.bills_and_ledger(told.media.bills, window, now),
        books.kept_and_summed(now),
        books.chain_is_whole(),
        books.closed_months_unchanged(),
        transfers_and_ledger(),
    ]
    return Report(
        "" if month is None else f"{month:%Y-%m}",
        tuple(compared for compared, _ in found),
        tuple(one for _, differences in found for one in differences),
    )


def check_and_keep(tell: Tell) -> Check:
    """Compare everything now, and keep what was found."""
    began = timezone.now()
    report = check(settings.TOILE.journal, None, began, tell)
    return Check.objects.create(
        began_at=began,
        ended_at=timezone.now(),
        wrong=len(report.wrong),
        explained=len(report.differences) - len(report.wrong),
        report=msgspec.to_builtins(report),
    )
