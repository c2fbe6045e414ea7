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
    """Impressions of a line so far, and the thousandths of micro-euros they cost.

    A price is for 1000 impressions, so that one of them costs a fraction of a
    micro-euro; kept in thousandths, the sum stays exact.
    """

    impressions: int = 0
    spent_thousandths: int = 0

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
    """Count one impression at a price for 1000."""
    return Delivered(delivered.impressions + 1, delivered.spent_thousandths + price)
