"""The stored ledger, what of exchanges' bills is booked, and whom to pay."""

from toile.portal.payouts.models.bank import BankAccount
from toile.portal.payouts.models.doubts import Doubt
from toile.portal.payouts.models.ledger import (
    Account,
    Balance,
    ClosedPeriod,
    Entry,
    Link,
    Posting,
)
from toile.portal.payouts.models.media import MediaCarry, MediaPart
from toile.portal.payouts.models.shared import AccrualDay, CapMonth, SharedDay

__all__ = [
    "Account",
    "AccrualDay",
    "Balance",
    "BankAccount",
    "CapMonth",
    "ClosedPeriod",
    "Doubt",
    "Entry",
    "Link",
    "MediaCarry",
    "MediaPart",
    "Posting",
    "SharedDay",
]
