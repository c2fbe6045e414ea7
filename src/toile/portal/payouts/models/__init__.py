"""The stored ledger, what of exchanges' bills is booked, and whom to pay."""

from toile.portal.payouts.models.bank import BankAccount
from toile.portal.payouts.models.ledger import (
    Account,
    Balance,
    ClosedPeriod,
    Entry,
    Link,
    Posting,
)
from toile.portal.payouts.models.media import MediaCarry, MediaPart

__all__ = [
    "Account",
    "Balance",
    "BankAccount",
    "ClosedPeriod",
    "Entry",
    "Link",
    "MediaCarry",
    "MediaPart",
    "Posting",
]
