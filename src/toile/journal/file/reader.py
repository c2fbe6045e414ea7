"""Following a stream: all series together, from a cursor, never waiting."""

import heapq
from collections.abc import Iterator
from pathlib import Path

import msgspec

from toile.journal.cursor import Cursor, Position
from toile.journal.dead_letters import DeadLetter, DeadLetters
from toile.journal.file.segment import (
    MAGIC,
    Fault,
    Record,
    Segment,
    newest,
    scan,
    segments,
)
from toile.journal.interface import Batch, Entry
from toile.wire.events import decode

_CHUNK_BYTES = 4 * 1024 * 1024


class _Found(msgspec.Struct, frozen=True):
    """An event, or a dead letter, and the position behind it."""

    at_ms: int
    writer: str
    after: Position
    entry: Entry | None = None
    dead: DeadLetter | None = None


class FileReader:
    """Reads the segments of a folder; safe beside writers and compaction."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._dead_letters = DeadLetters(folder / "dead-letters.ndjson")
        self.dead = 0

    def read(self, cursor: Cursor, limit: int) -> Batch:
        """Read at most ``limit`` events after the cursor."""
        listed = segments(self._folder)
        last = newest(listed)
        by_writer: dict[str, list[Segment]] = {}
        for segment in listed:
            by_writer.setdefault(segment.writer, []).append(segment)
        series = [
            self._series(own, cursor.positions.get(writer), last[writer])
            for writer, own in by_writer.items()
        ]
        positions = dict(cursor.positions)
        entries: list[Entry] = []
        for found in heapq.merge(*series, key=lambda found: found.at_ms):
            positions[found.writer] = found.after
            if found.dead is not None:
                self.dead += 1
                self._dead_letters.keep(found.dead)
            if found.entry is not None:
                entries.append(found.entry)
                if len(entries) >= limit:
                    break
        return Batch(tuple(entries), Cursor(positions))

    def _series(
        self, own: list[Segment], start: Position | None, last: int
    ) -> Iterator[_Found]:
        """Give what follows a position in one series, segment after segment."""
        at_ms = 0
        for segment in own:
            if start is not None and segment.number < start.segment:
                continue
            offset = len(MAGIC)
            if start is not None and segment.number == start.segment:
                offset = max(offset, start.offset)
            for found in self._segment(segment, offset, segment.number < last, at_ms):
                at_ms = found.at_ms
                yield found

    def _segment(
        self, segment: Segment, offset: int, closed: bool, at_ms: int
    ) -> Iterator[_Found]:
        while True:
            with (self._folder / segment.name).open("rb") as file:
                file.seek(offset)
                content = file.read(_CHUNK_BYTES)
            whole = len(content) < _CHUNK_BYTES
            before = offset
            for found in scan(content, 0, offset):
                if isinstance(found, Record):
                    event = self._event(segment, found, at_ms)
                    at_ms, offset = event.at_ms, found.end
                    yield event
                elif found.end > found.offset:
                    offset = found.end
                    yield self._dead(segment, found, content[found.offset - before :])
                elif closed and whole:
                    # Nothing will ever complete it: the writer has gone on.
                    torn = content[found.offset - before :]
                    offset = found.offset + len(torn)
                    yield self._dead(
                        segment, msgspec.structs.replace(found, end=offset), torn
                    )
            if whole or offset == before:
                return

    def _event(self, segment: Segment, record: Record, at_ms: int) -> _Found:
        after = Position(segment.number, record.end)
        try:
            event = decode(record.payload)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            letter = DeadLetter(segment.name, record.offset, str(error), record.payload)
            return _Found(at_ms, segment.writer, after, dead=letter)
        entry = Entry(event, segment.writer, segment.number, record.offset)
        return _Found(event.at_ms, segment.writer, after, entry=entry)

    @staticmethod
    def _dead(segment: Segment, fault: Fault, rest: bytes) -> _Found:
        letter = DeadLetter(
            segment.name, fault.offset, fault.reason, rest[: fault.end - fault.offset]
        )
        after = Position(segment.number, fault.end)
        return _Found(0, segment.writer, after, dead=letter)
