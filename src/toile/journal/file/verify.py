"""Reading every record of a stream to prove that it is whole."""

from pathlib import Path

import msgspec

from toile.journal.file.damage import is_filler
from toile.journal.file.lock import is_written
from toile.journal.file.segment import (
    MAGIC,
    Record,
    Segment,
    event_of,
    newest,
    scan,
    segments,
)
from toile.wire.errors import JournalError


class SegmentReport(msgspec.Struct, frozen=True):
    """One segment: what it holds, and each fault as text with its offset.

    Damage that compaction has overwritten is told, but is a fault no more.
    """

    name: str
    size_bytes: int
    records: int
    first_ms: int | None
    last_ms: int | None
    faults: tuple[str, ...]
    overwritten_bytes: int = 0


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
        lines += [
            f"  {segment.name}: {segment.overwritten_bytes} damaged bytes overwritten"
            for segment in self.segments
            if segment.overwritten_bytes
        ]
        return "\n".join(lines)


def verify_folder(folder: Path) -> VerifyReport:
    """Verify the segments of a stream."""
    try:
        listed = segments(folder)
        last = newest(listed)
        reports = [_verify(folder, s, s.number == last[s.writer]) for s in listed]
    except OSError as error:
        raise JournalError(
            f"The journal in {folder}",
            f"it cannot be read: {error.strerror}",
            "Check the disk, and that this user may read the folder.",
        ) from error
    return VerifyReport(folder.name, tuple(reports))


def _verify(folder: Path, segment: Segment, is_newest: bool) -> SegmentReport:
    # Asked before reading: a commit under way then ends the content, torn or not.
    is_open = is_newest and is_written(folder, segment.writer)
    content = (folder / segment.name).read_bytes()
    faults: list[str] = []
    times: list[int] = []
    overwritten = 0
    if not content.startswith(MAGIC):
        faults.append("at 0: it does not begin as a segment of this journal")
    for found in scan(content, len(MAGIC)):
        if not isinstance(found, Record):
            bad = content[found.offset : found.end]
            if is_filler(bad):
                overwritten += len(bad)
            elif not (found.incomplete and is_open):
                faults.append(f"at {found.offset}: {found.reason}")
            continue
        event = event_of(found)
        if isinstance(event, str):
            faults.append(f"at {found.offset}: {event}")
        else:
            times.append(event.at_ms)
    return SegmentReport(
        segment.name,
        len(content),
        len(times),
        min(times, default=None),
        max(times, default=None),
        tuple(faults),
        overwritten,
    )
