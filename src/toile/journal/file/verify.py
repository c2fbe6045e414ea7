"""Reading every record of a stream to prove that it is whole."""

from pathlib import Path

import msgspec

from toile.journal.file.segment import MAGIC, Record, Segment, newest, scan, segments
from toile.wire.events import decode


class SegmentReport(msgspec.Struct, frozen=True):
    """One segment: what it holds, and each fault as text with its offset."""

    name: str
    size_bytes: int
    records: int
    first_ms: int | None
    last_ms: int | None
    faults: tuple[str, ...]


class VerifyReport(msgspec.Struct, frozen=True):
    """A whole stream."""

    stream: str
    segments: tuple[SegmentReport, ...]

    @property
    def records(self) -> int:
        """How many records can be read."""
        return sum(segment.records for segment in self.segments)

    @property
    def faults(self) -> int:
        """How many faults there are."""
        return sum(len(segment.faults) for segment in self.segments)

    def __str__(self) -> str:
        lines = [
            f"{self.stream}: {self.records} records in {len(self.segments)} segments, "
            f"{self.faults} faults"
        ]
        lines += [
            f"  {segment.name}: {fault}"
            for segment in self.segments
            for fault in segment.faults
        ]
        return "\n".join(lines)


def verify_folder(folder: Path) -> VerifyReport:
    """Verify the segments of a stream."""
    listed = segments(folder)
    last = newest(listed)
    return VerifyReport(
        folder.name,
        tuple(_verify(folder, s, s.number == last[s.writer]) for s in listed),
    )


def _verify(folder: Path, segment: Segment, is_newest: bool) -> SegmentReport:
    content = (folder / segment.name).read_bytes()
    faults: list[str] = []
    times: list[int] = []
    if not content.startswith(MAGIC):
        faults.append("at 0: it does not begin as a segment of this journal")
    for found in scan(content, len(MAGIC)):
        if not isinstance(found, Record):
            # The newest segment may be in the middle of being written.
            if not (found.incomplete and is_newest):
                faults.append(f"at {found.offset}: {found.reason}")
            continue
        try:
            times.append(decode(found.payload).at_ms)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            faults.append(f"at {found.offset}: {error}")
    return SegmentReport(
        segment.name,
        len(content),
        len(times),
        min(times, default=None),
        max(times, default=None),
        tuple(faults),
    )
