"""Where a reader stands: in each series, the segment and offset of what is next."""

import msgspec

from toile.wire.errors import JournalError


class Position(msgspec.Struct, frozen=True, array_like=True):
    """A place in a series: the segment's number and the byte offset within it."""

    segment: int
    offset: int


class Cursor(msgspec.Struct, frozen=True):
    """A place in a stream; ``Cursor()`` is its beginning."""

    positions: dict[str, Position] = {}

    def is_past(self, writer: str, segment: int, offset: int) -> bool:
        """Tell whether a record of a series that begins there was read already."""
        stands = self.positions.get(writer)
        return stands is not None and (segment, offset) < (
            stands.segment,
            stands.offset,
        )

    def furthest(self, other: "Cursor") -> "Cursor":
        """Give the later of two places, series by series."""
        start = Position(0, 0)
        both = self.positions.keys() | other.positions.keys()
        return Cursor(
            {
                writer: max(
                    self.positions.get(writer, start),
                    other.positions.get(writer, start),
                    key=lambda at: (at.segment, at.offset),
                )
                for writer in both
            }
        )

    def encode(self) -> bytes:
        """Write it down, the same bytes for the same place."""
        return msgspec.json.encode(self, order="sorted")

    @classmethod
    def decode(cls, record: bytes) -> "Cursor":
        """Read it back; raises ``JournalError`` for anything else."""
        try:
            return msgspec.json.decode(record, type=cls)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise JournalError(
                "A cursor of the journal",
                f"it cannot be read: {error}",
                "Rebuild the projection that kept it.",
            ) from error
