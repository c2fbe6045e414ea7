"""What an impression that was bought on an exchange costs, and whom."""

from typing import NamedTuple

from toile.edge.ads.wing import AdsWing
from toile.wire.money import Money
from toile.wire.tokens import BidToken


class Paid(NamedTuple):
    """For 1000 impressions: what the exchange takes, what the line pays."""

    cost: Money
    price: Money


NOTHING = Paid(Money(0), Money(0))


def paid(_wing: AdsWing, _bid: BidToken, _told: str | None) -> Paid:
    """Tell what an impression counts of a bid's money.

    ``told`` is the text of ``p``, the exchange's price macro filled in; ``None`` where
    the markup had none, because the exchange's billing notice counts the money.
    """
    # Prices are read where notices read them (ads.exchanges.price); until that is here
    # an impression counts nothing, and the notice all.
    return NOTHING
