"""What exchanges told of a bid: kept by the worker, looked up by whoever bid.

The value of the ads space's ``NOTICED`` table, keyed by the impression's id. Written
in one transaction with the counters, so that who finds a bid billed finds it counted.
"""

import msgspec

from toile.wire.ids import Ulid
from toile.wire.money import Money

NOTICED = "noticed"


class Noticed(msgspec.Struct, frozen=True, array_like=True):
    """When it was last told of, and what: ``price`` is what the line was charged."""

    at_ms: int
    won: bool = False
    lost: bool = False
    price: Money | None = None

    @property
    def billed(self) -> bool:
        """Tell whether its money is counted."""
        return self.price is not None


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Noticed)

encode = _encoder.encode


def decode(record: bytes) -> Noticed:
    """Read what was told of a bid."""
    return _decoder.decode(record)


def key(impression: Ulid) -> bytes:
    """Make the key of a bid in the table."""
    return impression.encode()
