"""Postings: what is written into the books, each summing to zero."""

from collections.abc import Mapping

import msgspec

from toile.ledger.chart import (
    BANK,
    VAT_DEDUCTIBLE,
    cinema_payable,
    cinema_pending,
    distributor_receivable,
)
from toile.wire.ids import Ulid
from toile.wire.money import Money

CLICK = "click"
RELEASE = "release"
REVERSAL = "reversal"
PAYOUT = "payout"
PAYOUT_RETURN = "payout_return"
_NO_VAT = Money(0)


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One side of a posting: positive is a debit, negative a credit."""

    account: str
    amount: Money


class Posting(msgspec.Struct, frozen=True, gc=False):
    """One transaction; ``id`` makes it idempotent. It holds no spectator's id.

    ``at_ms`` is the day it counts for, which is not when it is written.
    """

    id: Ulid
    at_ms: int
    kind: str
    memo: str
    entries: tuple[Entry, ...]


def click_posting(
    click: Ulid, at_ms: int, campaign: Ulid, shares: Mapping[Ulid, Money]
) -> Posting:
    """Book a billed click: the campaign owes the fee, each share waits for its hold."""
    fee = Money(sum(shares.values()))
    # A list is made faster than a generator: this runs for each click.
    credits_ = [
        Entry(cinema_pending(cinema), Money(-share))
        for cinema, share in sorted(shares.items())
    ]
    debit = Entry(distributor_receivable(campaign), fee)
    return Posting(click, at_ms, CLICK, "", (debit, *credits_))


def release_posting(
    posting: Ulid, at_ms: int, held: Mapping[Ulid, Money]
) -> Posting | None:
    """Make what is past its hold payable, cinema by cinema; ``None`` for nothing.

    A cinema whose clicks were taken out after their release may owe: below zero.
    """
    entries = tuple(
        entry
        for cinema, amount in sorted(held.items())
        if amount
        for entry in (
            Entry(cinema_pending(cinema), amount),
            Entry(cinema_payable(cinema), Money(-amount)),
        )
    )
    return Posting(posting, at_ms, RELEASE, "", entries) if entries else None


def reversal(
    posting: Posting, id_: Ulid, at_ms: int, reason: str, moved: Mapping[str, str]
) -> Posting:
    """Take a posting back by its opposite; nothing is ever edited.

    ``moved`` names for an account the one that its amount lies on by now.
    """
    entries = tuple(
        Entry(moved.get(entry.account, entry.account), Money(-entry.amount))
        for entry in posting.entries
    )
    return Posting(id_, at_ms, REVERSAL, reason, entries)


def payout_posting(
    transfer: Ulid,
    at_ms: int,
    cinema: Ulid,
    amount: Money,
    memo: str,
    vat: Money = _NO_VAT,
) -> Posting:
    """Book a transfer that the bank has executed: the cinema is owed that much less.

    What is owed is net; the VAT that its invoice adds leaves with it (SPECS §7.3).
    """
    deducted = (Entry(VAT_DEDUCTIBLE, vat),) if vat else ()
    left = Entry(BANK, Money(-amount - vat))
    sides = (Entry(cinema_payable(cinema), amount), *deducted, left)
    return Posting(Ulid(f"payout-{transfer}"), at_ms, PAYOUT, memo, sides)


def payout_return(
    transfer: Ulid,
    at_ms: int,
    cinema: Ulid,
    amount: Money,
    memo: str,
    vat: Money = _NO_VAT,
) -> Posting:
    """Take a transfer back whose money came back: the cinema is owed it again."""
    paid = payout_posting(transfer, at_ms, cinema, amount, memo, vat)
    undone = reversal(paid, Ulid(f"return-{transfer}"), at_ms, memo, {})
    # A kind of its own: what reversals of clicks took off is told apart from it.
    return Posting(undone.id, at_ms, PAYOUT_RETURN, memo, undone.entries)
