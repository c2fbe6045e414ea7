"""From the token of a bid and what a notice says of it to the event."""

from typing import TypedDict

from toile.ads.notices.paid import charged, paid
from toile.wire.events import Bill, Loss, Win
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money
from toile.wire.tokens import BidToken

LATEST_MS = 48 * 3_600_000
"""After so long a notice counts no more: who was counted is known for three days."""

_LONGEST_CODE = 5


class _Bid(TypedDict):
    """What all three events say."""

    id: Ulid
    at_ms: int
    impression: Ulid
    line: Ulid
    creative: Ulid
    placement: Ulid
    exchange: Ulid
    bid: Money


def win(token: BidToken, price: Money | None, to_win: Money, now_ms: int) -> Win:
    """Make the event of a bid that won; ``price`` and ``to_win`` if they were told."""
    cost = None if price is None else paid(price, token.bid).cost
    return Win(**_bid(token, now_ms), cost=cost, to_win=to_win)


def bill(
    token: BidToken,
    price: Money | None,
    margin_percent: int,
    most: Money | None,
    now_ms: int,
) -> Bill:
    """Make the event of what is owed; ``most`` is the line's price, if it is known."""
    owed = paid(price, token.bid)
    return Bill(
        **_bid(token, now_ms),
        cost=owed.cost,
        price=charged(owed.cost, margin_percent, most),
        told=owed.told,
    )


def loss(token: BidToken, reason: str, to_win: Money, now_ms: int) -> Loss:
    """Make the event of a bid that lost; a reason that is no code counts as unknown."""
    return Loss(**_bid(token, now_ms), reason=_code(reason), to_win=to_win)


def is_too_late(token: BidToken, now_ms: int) -> bool:
    """Tell whether the bid is too old for anything to be counted of it."""
    return now_ms - token.bid_ms > LATEST_MS


def _bid(token: BidToken, now_ms: int) -> _Bid:
    return _Bid(
        id=new_ulid(now_ms),
        at_ms=now_ms,
        impression=token.impression,
        line=token.line,
        creative=token.creative,
        placement=token.placement,
        exchange=token.exchange,
        bid=token.bid,
    )


def _code(text: str) -> int:
    known = text.isascii() and text.isdigit() and len(text) <= _LONGEST_CODE
    return int(text) if known else 0
