"""Each step of a run: one transaction under the ledger's lock, and idempotent."""

from toile.portal.transfers.services.answering import take_answer
from toile.portal.transfers.services.approving import approve, file_of, hand_over
from toile.portal.transfers.services.paying import look_at_account, set_payer
from toile.portal.transfers.services.proposing import (
    cancel,
    check_again,
    propose,
    withdraw,
)
from toile.portal.transfers.services.settling import Effect, settle, settle_by_hand

__all__ = [
    "Effect",
    "approve",
    "cancel",
    "check_again",
    "file_of",
    "hand_over",
    "look_at_account",
    "propose",
    "set_payer",
    "settle",
    "settle_by_hand",
    "take_answer",
    "withdraw",
]
