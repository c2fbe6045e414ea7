"""What was bought on an exchange costs: read from a notice, or from an impression.

Where the impression bills (video always, else as agreed with the exchange) its token
says ``priced`` and its address carries the price; elsewhere the billing notice counts
the money, and a price that somebody wrote into the address is not looked at.
"""

from typing import NamedTuple

from toile.ads.notices import paid as notices
from toile.edge.ads.wing import AdsWing
from toile.edge.server import Request
from toile.wire.exchanges import Exchange
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.tokens import BidToken

_LONGEST_CURRENCY = 8


class Paid(NamedTuple):
    """For 1000 impressions: what the exchange takes, what the line pays."""

    cost: Money
    price: Money


NOTHING = Paid(Money(0), Money(0))


def paid(wing: AdsWing, request: Request, bid: BidToken, now_ms: int) -> Paid:
    """Tell what an impression counts of its bid's money.

    Nothing where the exchange's billing notice counts it. A price that cannot be read
    is the bid's.
    """
    if not bid.priced:
        return NOTHING
    cost = notices.paid(price(wing, request, bid, now_ms), bid.bid).cost
    margin, most = terms(wing, bid.line)
    return Paid(cost, notices.charged(cost, margin, most))


def price(wing: AdsWing, request: Request, bid: BidToken, now_ms: int) -> Money | None:
    """Read the price ``p``; what is wrong with it is counted by the door and a code."""
    exchange = _exchange(wing, bid.exchange)
    if exchange is not None and exchange.by_browser:
        # Anybody can write a price into what a browser sends, and needs none there: who
        # wins an auction of Prebid.js pays what was bid.
        return bid.bid
    door = request.path[1:]
    told = read(wing, request, "p", bid.exchange, now_ms)
    if isinstance(told, str):
        wing.counters.count(door, f"price_{told}")
        return None
    if told > bid.bid:
        wing.counters.count(door, "above_bid")
    return told


def read(
    wing: AdsWing, request: Request, name: str, exchange: Ulid, now_ms: int
) -> Money | str:
    """Read the price of a parameter, or tell the code of why it cannot be read."""
    known = _exchange(wing, exchange)
    currency = (request.param("c") or "")[:_LONGEST_CURRENCY]
    text = request.param(name) or ""
    rates = wing.plan.current.plan.rates
    return wing.read_price(text, currency, known, rates, now_ms)


def terms(wing: AdsWing, line: Ulid) -> tuple[int, Money | None]:
    """Tell the operator's margin in per cent, and a line's price while it is known."""
    compiled = wing.plan.current
    known = compiled.lines.get(line)
    return compiled.plan.margin_percent, None if known is None else known.price


def _exchange(wing: AdsWing, exchange: Ulid) -> Exchange | None:
    exchanges = wing.plan.current.plan.exchanges
    return next((each for each in exchanges if each.id == exchange), None)
