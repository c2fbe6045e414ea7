"""What a billed bid costs us and its distributor, whatever the notice says of it.

Both are prices for 1000 impressions in micro-euros; one impression is a thousandth of
that, so that a sum of them in thousandths of micro-euros is exact.
"""

import msgspec

from toile.wire.money import Money

_HUNDRED = 100


class Paid(msgspec.Struct, frozen=True):
    """What an exchange takes for 1000.

    ``told`` is false where no price could be read: then it is the bid. ``excess`` is
    what the exchange asked beyond our bid, which nobody owes it.
    """

    cost: Money
    told: bool = True
    excess: Money = Money(0)


def paid(price: Money | None, bid: Money) -> Paid:
    """Tell what is owed for a bid that cleared at a price (``None``: not told).

    No auction clears above the bid (OpenRTB 2.6 §4.4): more than it is the exchange's
    error, and counts as the bid.
    """
    if price is None:
        return Paid(bid, told=False)
    return Paid(min(price, bid), excess=Money(max(0, price - bid)))


def charged(cost: Money, margin_percent: int, most: Money | None = None) -> Money:
    """Tell what the distributor is charged where the exchange takes ``cost``.

    ``margin_percent`` is the operator's part of what is charged, 0 to 99. Never above
    ``most``, the line's price, unless that has since been set below what was bid:
    then the media cost alone.
    """
    price = cost * _HUNDRED // (_HUNDRED - margin_percent)
    return Money(price if most is None else max(cost, min(price, most)))
