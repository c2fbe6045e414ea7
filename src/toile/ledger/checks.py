"""Proof that the books add up. A check takes entries and gives back what is wrong."""

from collections.abc import Iterable, Mapping

from toile.ledger.entries import Posting
from toile.wire.money import Money


def unbalanced(postings: Iterable[Posting]) -> list[str]:
    """Name every posting whose entries do not sum to zero, or that has none."""
    wrong = []
    for posting in postings:
        total = 0
        for entry in posting.entries:
            total += entry.amount
        if total or not posting.entries:
            wrong.append(f"posting {posting.id} sums to {total}")
    return wrong


def balances(postings: Iterable[Posting]) -> Mapping[str, Money]:
    """Sum the entries of each account."""
    sums: dict[str, Money] = {}
    for posting in postings:
        for entry in posting.entries:
            so_far = sums.get(entry.account, Money(0))
            sums[entry.account] = Money(so_far + entry.amount)
    return sums
