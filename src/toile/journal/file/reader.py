"""Following a stream: all series together, from a cursor, never waiting."""

import contextlib
import heapq
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from toile.journal.cursor import Cursor, Position
from toile.journal.dead_letters import DEAD_LETTERS, DeadLetter, DeadLetters
from toile.journal.file.damage import is_filler
from toile.journal.file.segment import (
    HEADER_BYTES,
    LARGEST_RECORD,
    MAGIC,
    Fault,
    Record,
    Segment,
    event_of,
    newest,
    scan,
    segments,
)
from toile.journal.interface import Batch, Entry
from toile.wire.clock import now_ms
from toile.wire.errors import JournalError

_CHUNK_BYTES = 4 * 1024 * 1024
_SETTLED_NS = 1_000_000_000
# How many events that are too late are read in search of one that is not.
_LOOK_PAST = 100

_log = logging.getLogger(__name__)


class _Found(msgspec.Struct, frozen=True):
    """An event, a dead letter, or neither, and the position behind it."""

    at_ms: int
    writer: str
    after: Position
    entry: Entry | None = None
    dead: DeadLetter | None = None


class FileReader:
    """Reads the segments of a folder; safe beside writers and compaction."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._dead_letters = DeadLetters(folder / DEAD_LETTERS)
        self.dead = 0
        self._met: set[tuple[str, int]] = set()
        self._listed: list[Segment] = []
        self._listed_of_ns = -1

    def read(self, cursor: Cursor, limit: int, until_ms: int | None = None) -> Batch:
        """Read at most ``limit`` events after the cursor, none beyond a time."""
        try:
            return self._read(cursor, limit, until_ms)
        except OSError as error:
            raise JournalError(
                f"The journal in {self._folder}",
                f"it cannot be read: {error.strerror}",
                "Check the disk, and that this user may read the folder.",
            ) from error

    def _read(self, cursor: Cursor, limit: int, until_ms: int | None) -> Batch:
        listed = self._listing()
        last = newest(listed)
        by_writer: dict[str, list[Segment]] = {}
        for segment in listed:
            by_writer.setdefault(segment.writer, []).append(segment)
        series = [
            self._series(own, cursor.positions.get(writer), last[writer])
            for writer, own in by_writer.items()
        ]
        if until_ms is not None:
            series = [_until(each, until_ms) for each in series]
        positions = dict(cursor.positions)
        entries: list[Entry] = []
        for found in heapq.merge(*series, key=lambda found: found.at_ms):
            positions[found.writer] = found.after
            if found.dead is not None:
                self._bury(found.dead)
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
                    continue
                end = _given_up(found, before + len(content), whole, closed)
                if end is not None:
                    bad = content[found.offset - before : end - before]
                    offset = end
                    yield self._dead(segment, found, bad)
            if whole:
                return

    def _event(self, segment: Segment, record: Record, at_ms: int) -> _Found:
        after = Position(segment.number, record.end)
        event = event_of(record)
        if isinstance(event, str):
            letter = DeadLetter(segment.name, record.offset, event, record.payload)
            return _Found(at_ms, segment.writer, after, dead=letter)
        entry = Entry(event, segment.writer, segment.number, record.offset)
        return _Found(event.at_ms, segment.writer, after, entry=entry)

    @staticmethod
    def _dead(segment: Segment, fault: Fault, bad: bytes) -> _Found:
        letter = None
        if not is_filler(bad):
            letter = DeadLetter(segment.name, fault.offset, fault.reason, bad)
        after = Position(segment.number, fault.offset + len(bad))
        return _Found(0, segment.writer, after, dead=letter)

    def _bury(self, letter: DeadLetter) -> None:
        place = letter.source, letter.offset
        if place in self._met:
            return
        self._met.add(place)
        self.dead += 1
        _log.error("%s at %d: %s", letter.source, letter.offset, letter.reason)
        # The segment still has the bytes: a reader that may not write goes on.
        with contextlib.suppress(OSError):
            self._dead_letters.keep(msgspec.structs.replace(letter, at_ms=now_ms()))

    def _listing(self) -> list[Segment]:
        """List the segments, anew if the folder has changed or did so just now.

        Its time is coarse (some ms), so that it is only trusted once it is old.
        """
        if not self._folder.is_dir():
            return []
        changed_ns = self._folder.stat().st_mtime_ns
        if changed_ns != self._listed_of_ns:
            settled = abs(time.time_ns() - changed_ns) > _SETTLED_NS
            self._listed = segments(self._folder)
            self._listed_of_ns = changed_ns if settled else -1
        return self._listed


def _until(series: Iterator[_Found], until_ms: int) -> Iterator[_Found]:
    """Stop before the events of a series that are later.

    A later one is given nevertheless if one that is not follows soon: a wrong clock
    stamped it ahead, and would hide until then whatever stands behind it.
    """
    held: list[_Found] = []
    for found in series:
        # What is no event goes with what stands before it.
        late = bool(held) if found.entry is None else found.at_ms > until_ms
        if not late:
            yield from held
            held.clear()
            yield found
        elif len(held) == _LOOK_PAST:
            return
        else:
            held.append(found)


def _given_up(fault: Fault, shown: int, whole: bool, closed: bool) -> int | None:
    """Tell up to where a fault's bytes are given up; ``None`` to look again later.

    ``shown`` is where the content at hand ends, ``whole`` if the segment does too.
    """
    if not fault.incomplete:
        return fault.end
    if whole:
        # A closed segment will never be completed: its writer has gone on.
        return shown if closed else None
    # A whole record would have been found unless it begins too near to the edge.
    edge = shown - LARGEST_RECORD - HEADER_BYTES
    return edge if edge > fault.offset else None
