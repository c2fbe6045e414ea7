"""What the ledger does by the clock: in the morning it releases what was held."""

from toile.portal.jobs.schedule import daily, schedule
from toile.portal.payouts.doubts.looking import look
from toile.portal.payouts.services import book_accruals, cap_months, release
from toile.wire.clock import now_ms, paris_date


def release_today() -> None:
    """Book what the days earned beside clicks, cap the month, then release.

    In this order, so that what the caps take off is still held; each may run again.
    """
    today = paris_date(now_ms())
    book_accruals(today)
    cap_months(today)
    release(today)


def look_today() -> None:
    """Look at what is still held; what was found or judged before is left alone."""
    look(paris_date(now_ms()))


schedule("payouts.look", daily(5, 45), look_today)
schedule("payouts.release", daily(2, 15), release_today)
