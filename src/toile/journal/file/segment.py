"""The format of a segment: a magic, then records with their own checksum.

A record is a header of three little-endian 32-bit numbers (the room kept for the
payload, the payload's length, the CRC-32 of both numbers and the payload), the payload,
and zeros up to the room. The room never changes, so that a shorter event can take the
place of an erased one without moving what follows.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from toile.wire.events import AnyEvent, decode

MAGIC = b"TOILEJ01"
LARGEST_RECORD = 1 << 20

_HEADER = struct.Struct("<III")
_LENGTHS = struct.Struct("<II")
_NAME = re.compile(r"(?P<writer>[A-Za-z0-9_-]+)\.(?P<number>[0-9]{10})\.journal")
_WRITER = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Where a header may begin: two numbers of at most LARGEST_RECORD, the first not zero.
# As a pattern, because the search may have to cross a whole damaged segment.
_PLAUSIBLE = re.compile(rb"(?s)(?=(?!\0\0\0\0)..[\x00-\x10]\x00..[\x00-\x10]\x00)")

HEADER_BYTES = _HEADER.size


class Segment(msgspec.Struct, frozen=True, order=True):
    """A segment file of a series."""

    writer: str
    number: int

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.writer}.{self.number:010d}.journal"


class Record(msgspec.Struct, frozen=True):
    """A whole record: its payload, where it begins, where the next one does."""

    payload: bytes
    offset: int
    end: int


class Fault(msgspec.Struct, frozen=True):
    """Bytes that are no record, up to ``end``, where the next whole one begins.

    ``incomplete`` if no whole record was found behind it.
    """

    offset: int
    end: int
    reason: str
    incomplete: bool = False


def frame(payload: bytes, room: int | None = None) -> bytes:
    """Write a record; ``room`` is at least the payload's length."""
    size = len(payload)
    space = size if room is None else room
    checksum = zlib.crc32(payload, zlib.crc32(_LENGTHS.pack(space, size)))
    return _HEADER.pack(space, size, checksum) + payload + bytes(space - size)


def is_writer_name(name: str) -> bool:
    """Tell whether a series may have this name; others would never be read."""
    return _WRITER.fullmatch(name) is not None


def segments(folder: Path) -> list[Segment]:
    """List the segments of a stream, each series in order."""
    if not folder.is_dir():
        return []
    found = (_NAME.fullmatch(path.name) for path in folder.iterdir())
    return sorted(
        Segment(match["writer"], int(match["number"])) for match in found if match
    )


def event_of(record: Record) -> AnyEvent | str:
    """Read a record's event, or tell why it is none."""
    try:
        return decode(record.payload)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return f"it is no event: {error}"


def newest(listed: list[Segment]) -> dict[str, int]:
    """Tell the number of each series' newest segment."""
    return {segment.writer: segment.number for segment in listed}


def scan(content: bytes, start: int, base: int = 0) -> Iterator[Record | Fault]:
    """Walk over records from ``start``; offsets count from ``base``.

    Goes around what is damaged; ends with a fault that has nothing whole behind it.
    """
    at = start
    while at < len(content):
        found = _at(content, at, base)
        if isinstance(found, Fault):
            found = _bounded(content, found, base)
        yield found
        if isinstance(found, Fault) and found.incomplete:
            return
        at = found.end - base


def _bounded(content: bytes, fault: Fault, base: int) -> Fault:
    """Find where a fault ends: where its lengths say if they hold, or by search."""
    claimed = fault.end - base
    if fault.end > fault.offset and (
        claimed == len(content) or isinstance(_at(content, claimed, base), Record)
    ):
        return fault
    for place in _PLAUSIBLE.finditer(content, fault.offset - base + 1):
        if isinstance(_at(content, place.start(), base), Record):
            end = base + place.start()
            return msgspec.structs.replace(fault, end=end, incomplete=False)
    end = base + len(content)
    return msgspec.structs.replace(fault, end=end, incomplete=True)


def _at(content: bytes, at: int, base: int) -> Record | Fault:
    left = len(content) - at
    if left < HEADER_BYTES:
        return Fault(base + at, base + at, "its header is cut")
    room, length, checksum = _HEADER.unpack_from(content, at)
    if length > room or room > LARGEST_RECORD:
        return Fault(base + at, base + at, "its lengths make no sense")
    end = at + HEADER_BYTES + room
    if end > len(content):
        return Fault(base + at, base + at, "its payload is cut")
    payload = content[at + HEADER_BYTES : at + HEADER_BYTES + length]
    if zlib.crc32(payload, zlib.crc32(content[at : at + 8])) != checksum:
        return Fault(base + at, base + end, "its checksum does not hold")
    return Record(payload, base + at, base + end)
