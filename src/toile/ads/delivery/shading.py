"""Shading: to bid less where less has been seen to win.

On a first-price exchange whoever bids all that a view is worth pays all of it. What
would have won is learnt by exchange and placement from the notices: the least that
would have won, where it is told; where a win tells nothing, our own bid (so that
nothing is learnt from it but that this was enough); where a loss tells nothing, that
nothing was. Kept by the worker in the ads space's ``SHADING`` table, read by the edge.
Deterministic: the same notices in the same order give the same bids.
"""

from collections.abc import Sequence
from itertools import accumulate

import msgspec

from toile.wire.ids import Ulid
from toile.wire.money import Money

SHADING = "shading"

STEPS = 96
"""Prices are kept in steps of about 9 %: eight for each doubling, from 0.01 EUR."""

LEAST_SEEN = 60
"""So many auctions must have been seen before a bid is changed."""

KEPT_HUNDREDTHS = 97
"""Of the auctions that the whole bid would win, so many in a hundred must stay won."""

BY_PRICE = frozenset((0, 100, 101, 102, 103))
"""The reasons of a loss that say something of the price (OpenRTB 3.0), 0 for none."""

_REMEMBERED = 4_000
_LOWEST = 10_000
_BOUNDS = tuple(round(_LOWEST * 2 ** (step / 8)) for step in range(STEPS))


class Learnt(msgspec.Struct, frozen=True, array_like=True):
    """How often each step of prices would have won; ``never``: none we could know."""

    wins: tuple[int, ...] = (0,) * STEPS
    never: int = 0


NOTHING = Learnt()

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Learnt)

encode = _encoder.encode


def decode(record: bytes) -> Learnt:
    """Read what was learnt of a place."""
    return _decoder.decode(record)


def key(exchange: Ulid, placement: Ulid) -> bytes:
    """Make the key of a place in the table."""
    return f"{exchange}|{placement}".encode()


def won(bid: Money, to_win: Money) -> Money:
    """Tell what would have won an auction that we won; never above what did."""
    return min(bid, to_win) if to_win else bid


def lost(bid: Money, to_win: Money) -> Money | None:
    """Tell what would have won an auction that we lost; ``None`` if nobody told.

    Not above our bid, it is no price that was beaten: another reason, or a slip.
    """
    return to_win if to_win > bid else None


def with_price(learnt: Learnt, price: Money | None) -> Learnt:
    """Note what would have won one auction more; old ones weigh less and less."""
    wins, never = list(learnt.wins), learnt.never
    step = STEPS if price is None else _step(price)
    if step >= STEPS:
        never += 1
    else:
        wins[step] += 1
    if sum(wins) + never >= _REMEMBERED:
        wins, never = [n // 2 for n in wins], never // 2
    return Learnt(tuple(wins), never)


def shaded(learnt: Learnt, bid: Money, floor: Money) -> Money:
    """Tell what to bid instead: never above the bid, never below the floor.

    A bid that is below the floor itself stays as it is.
    """
    return Money(min(bid, max(floor, enough(learnt, bid))))


def enough(learnt: Learnt, bid: Money) -> Money:
    """Tell what wins nearly as often as the bid; with too little seen, the bid."""
    if sum(learnt.wins) + learnt.never < LEAST_SEEN:
        return bid
    return Money(_least(learnt.wins, bid))


def _least(wins: Sequence[int], bid: Money) -> int:
    """Find the lowest bound that would have won nearly all that the bid would."""
    # What lies in a step may be as dear as its upper end, which must be within the bid.
    within = [bound for bound in _BOUNDS if bound <= bid]
    won_by = list(accumulate(wins[: len(within)]))
    if not won_by or won_by[-1] == 0:
        return bid
    # Those in the bid's own step may be won by the whole bid alone.
    whole = won_by[-1] + (wins[len(within)] if len(within) < STEPS else 0)
    for bound, number in zip(within, won_by, strict=True):
        if number * 100 >= whole * KEPT_HUNDREDTHS:
            return bound
    return bid


def _step(price: Money) -> int:
    """Number the first bound that is at least the price."""
    low, high = 0, STEPS
    while low < high:
        middle = (low + high) // 2
        if _BOUNDS[middle] < price:
            low = middle + 1
        else:
            high = middle
    return low
