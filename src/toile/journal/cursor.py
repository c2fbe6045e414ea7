"""Where a reader stands: in each series, the segment and offset of what is next."""

import msgspec


class Position(msgspec.Struct, frozen=True, array_like=True):
    """A place in a series: the segment's number and the byte offset within it."""

    segment: int
    offset: int


class Cursor(msgspec.Struct, frozen=True):
    """A place in a stream; ``Cursor()`` is its beginning."""

    positions: dict[str, Position] = {}

    def encode(self) -> bytes:
        """Write it down, the same bytes for the same place."""
        return msgspec.json.encode(self, order="sorted")

    @classmethod
    def decode(cls, record: bytes) -> "Cursor":
        """Read it back; raises ``msgspec.DecodeError`` for anything else."""
        return msgspec.json.decode(record, type=cls)
