"""What an impression that was bought on an exchange costs, and whom.

Where the impression bills (video always, else as agreed with the exchange) its token
says ``priced`` and its address carries the price; elsewhere the billing notice counts
the money, and a price that somebody wrote into the address is not looked at.
"""

from typing import NamedTuple

from toile.ads.notices.paid import charged
from toile.ads.notices.paid import paid as owed
from toile.edge.ads.wing import AdsWing
from toile.wire.money import Money
from toile.wire.tokens import BidToken


class Paid(NamedTuple):
    """For 1000 impressions: what the exchange takes, what the line pays."""

    cost: Money
    price: Money


NOTHING = Paid(Money(0), Money(0))


def paid(wing: AdsWing, bid: BidToken, told: str, now_ms: int) -> Paid:
    """Tell what an impression counts of a bid's money.

    ``told`` is the text of ``p``, the exchange's price macro filled in; where it cannot
    be read the bid counts, as with a notice.
    """
    if not bid.priced:
        return NOTHING
    compiled = wing.plan.current
    plan = compiled.plan
    exchange = next((each for each in plan.exchanges if each.id == bid.exchange), None)
    price = wing.read_price(told, "", exchange, plan.rates, now_ms)
    if isinstance(price, str):
        wing.counters.count("imp", f"price_{price}")
    cost = owed(None if isinstance(price, str) else price, bid.bid).cost
    line = compiled.lines.get(bid.line)
    most = None if line is None else line.price
    return Paid(cost, charged(cost, plan.margin_percent, most))
