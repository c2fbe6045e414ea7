"""Writing to the ledger, and adding it up."""

from toile.portal.payouts.services.accruing import (
    book_accruals,
    book_day,
    put_shared,
    rate_of,
)
from toile.portal.payouts.services.capping import (
    cap_month,
    cap_months,
    caps_of,
    earned_in,
)
from toile.portal.payouts.services.chain import Followed, follow
from toile.portal.payouts.services.closing import NotYetError, close_month
from toile.portal.payouts.services.holding import (
    HOLD_DAYS,
    pending_of,
    release,
    take_out,
)
from toile.portal.payouts.services.media import book_media
from toile.portal.payouts.services.posting import open_since, post, post_all
from toile.portal.payouts.services.trial import (
    Discrepancy,
    kept_balance,
    trial_balance,
)

__all__ = [
    "HOLD_DAYS",
    "Discrepancy",
    "Followed",
    "NotYetError",
    "book_accruals",
    "book_day",
    "book_media",
    "cap_month",
    "cap_months",
    "caps_of",
    "close_month",
    "earned_in",
    "follow",
    "kept_balance",
    "open_since",
    "pending_of",
    "post",
    "post_all",
    "put_shared",
    "rate_of",
    "release",
    "take_out",
    "trial_balance",
]
