"""What a line has delivered and spent: kept by the worker, read by the edge.

The value of the ads space's ``COUNTERS`` table, keyed by the line's id.
"""

import msgspec

from toile.wire.ids import Ulid
from toile.wire.money import Money

COUNTERS = "counters"
CURSORS = "cursors"
CURSOR = b"delivery"
"""Where in that table the worker keeps its place: what stands before it is counted."""

IMPRESSIONS_A_PRICE = 1_000


class Delivered(msgspec.Struct, frozen=True, array_like=True):
    """What a line has had so far, and what it was charged for all of it.

    A price is for 1000 impressions, so that one of them costs a fraction of a
    micro-euro; kept in thousandths of micro-euros, the sum stays exact.
    ``impressions`` are those of our own tags, ``bought`` those that exchanges billed,
    of whose charge ``bought_thousandths`` is the part.
    """

    impressions: int = 0
    spent_thousandths: int = 0
    bought: int = 0
    bought_thousandths: int = 0

    @property
    def spent(self) -> Money:
        """Spend in micro-euros, cut to a whole one."""
        return Money(self.spent_thousandths // IMPRESSIONS_A_PRICE)


NOTHING = Delivered()

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Delivered)

encode = _encoder.encode


def decode(record: bytes) -> Delivered:
    """Read a line's counters."""
    return _decoder.decode(record)


def key(line: Ulid) -> bytes:
    """Make the key of a line in the counters table."""
    return line.encode()


def with_impression(delivered: Delivered, price: Money) -> Delivered:
    """Count one impression of our own tags at a price for 1000."""
    return Delivered(
        delivered.impressions + 1,
        delivered.spent_thousandths + price,
        delivered.bought,
        delivered.bought_thousandths,
    )


def with_bought(delivered: Delivered, price: Money) -> Delivered:
    """Count one impression that an exchange billed, at a price for 1000."""
    return Delivered(
        delivered.impressions,
        delivered.spent_thousandths + price,
        delivered.bought + 1,
        delivered.bought_thousandths + price,
    )


def furthest(one: Delivered, other: Delivered) -> Delivered:
    """Take the larger of each number: while one is being rebuilt it is behind."""
    return Delivered(
        max(one.impressions, other.impressions),
        max(one.spent_thousandths, other.spent_thousandths),
        max(one.bought, other.bought),
        max(one.bought_thousandths, other.bought_thousandths),
    )
