"""Postings: what is written into the books, each summing to zero."""

from collections.abc import Mapping

import msgspec

from toile.ledger.chart import cinema_payable, distributor_receivable
from toile.wire.ids import Ulid
from toile.wire.money import Money


class Entry(msgspec.Struct, frozen=True):
    """One side of a posting: positive is a debit, negative a credit."""

    account: str
    amount: Money


class Posting(msgspec.Struct, frozen=True):
    """One transaction; ``id`` makes it idempotent. It holds no spectator's id."""

    id: Ulid
    at_ms: int
    kind: str
    memo: str
    entries: tuple[Entry, ...]


def click_posting(
    click: Ulid, at_ms: int, campaign: Ulid, shares: Mapping[Ulid, Money]
) -> Posting:
    """Book a billed click: the campaign owes the fee, each cinema is owed its share."""
    fee = Money(sum(shares.values()))
    credits_ = tuple(
        Entry(cinema_payable(cinema), Money(-share))
        for cinema, share in sorted(shares.items())
    )
    debit = Entry(distributor_receivable(campaign), fee)
    return Posting(click, at_ms, "click", "", (debit, *credits_))
