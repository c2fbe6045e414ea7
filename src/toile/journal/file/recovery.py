"""What a writer finds when it starts: its last segment may end in a torn record.

Everything behind the last whole record is cut off, kept as a dead letter, and told.
"""

import os
from pathlib import Path

import msgspec

from toile.journal.dead_letters import DeadLetter, DeadLetters
from toile.journal.file.damage import is_filler
from toile.journal.file.segment import MAGIC, Record, Segment, scan


class Cut(msgspec.Struct, frozen=True):
    """What recovery cut off a segment."""

    segment: str
    offset: int
    cut_bytes: int
    reason: str

    def __str__(self) -> str:
        return f"{self.cut_bytes} bytes cut at {self.offset}: {self.reason}"


def recover(folder: Path, last: Segment, dead: DeadLetters, now_ms: int) -> list[Cut]:
    """Cut the torn tail of a series' last segment; tell what was cut."""
    path = folder / last.name
    content = path.read_bytes()
    if len(content) < len(MAGIC):
        reason = "the segment's header is cut"
        letter = DeadLetter(last.name, 0, reason, content, now_ms)
        return _cut(path, letter, dead)
    end, reason = len(MAGIC), ""
    for found in scan(content, len(MAGIC)):
        if isinstance(found, Record):
            end, reason = found.end, ""
        else:
            reason = found.reason
    if not reason:
        return []
    return _cut(path, DeadLetter(last.name, end, reason, content[end:], now_ms), dead)


def _cut(path: Path, torn: DeadLetter, dead: DeadLetters) -> list[Cut]:
    if torn.payload and not is_filler(torn.payload):
        dead.keep(torn)
    with path.open("r+b") as file:
        file.truncate(torn.offset)
        os.fsync(file.fileno())
    if not torn.payload:
        return []
    return [Cut(torn.source, torn.offset, len(torn.payload), torn.reason)]
