"""What the ledger does by the clock: in the morning it releases what was held."""

from toile.portal.jobs.schedule import daily, schedule
from toile.portal.payouts.services import release
from toile.wire.clock import now_ms, paris_date


def release_today() -> None:
    """Release once more; what was released before no longer waits."""
    release(paris_date(now_ms()))


schedule("payouts.release", daily(2, 15), release_today)
