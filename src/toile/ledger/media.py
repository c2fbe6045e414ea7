"""Media bought on an exchange, booked by the part of a day in whole micro-euros.

One impression costs thousandths of a micro-euro. What a batch leaves over is carried
into the next one of its line and exchange, so that at any time the postings are the
exact sum of the bills, cut to a whole micro-euro. Examples: ``docs/explain/media.md``.
"""

import msgspec

from toile.ledger.chart import OPERATOR_MARGIN, distributor_receivable, media_cost
from toile.ledger.entries import Entry, Posting
from toile.wire.ids import Ulid
from toile.wire.money import Money

_THOUSAND = 1_000
KIND = "media"


class Thousandths(msgspec.Struct, frozen=True):
    """What exchanges take and what distributors are charged, in thousandths."""

    cost: int = 0
    price: int = 0

    def plus(self, more: "Thousandths") -> "Thousandths":
        """Add up."""
        return Thousandths(self.cost + more.cost, self.price + more.price)


def media_posting(
    posting: Ulid,
    at_ms: int,
    campaign: Ulid,
    exchange: Ulid,
    bills: Thousandths,
    carried: Thousandths,
) -> tuple[Posting | None, Thousandths]:
    """Book bills, with what was carried; give the posting and what is carried on.

    The campaign's distributor owes the price, the exchange is owed the cost, the rest
    is the operator's. No posting where all of it is less than a micro-euro.
    """
    whole = carried.plus(bills)
    cost, left_cost = divmod(whole.cost, _THOUSAND)
    price, left_price = divmod(whole.price, _THOUSAND)
    entries = tuple(
        Entry(account, Money(amount))
        for account, amount in (
            (distributor_receivable(campaign), price),
            (media_cost(exchange), -cost),
            (OPERATOR_MARGIN, cost - price),
        )
        if amount
    )
    left = Thousandths(left_cost, left_price)
    return (Posting(posting, at_ms, KIND, "", entries) if entries else None), left
