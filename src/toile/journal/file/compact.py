"""Taking erased ids out of closed segments: same places, same order, other content."""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from toile.journal.file.lock import SeriesLock
from toile.journal.file.segment import (
    HEADER_BYTES,
    MAGIC,
    Record,
    Segment,
    event_of,
    frame,
    newest,
    scan,
    segments,
)
from toile.wire.errors import JournalError
from toile.wire.events import AnyEvent, encode


class CompactReport(msgspec.Struct, frozen=True):
    """What was looked at and what was rewritten."""

    stream: str
    segments: int
    rewritten: int
    events: int
    open_segments: int

    def __str__(self) -> str:
        return (
            f"{self.stream}: {self.events} events rewritten in {self.rewritten} of "
            f"{self.segments} closed segments; {self.open_segments} still open"
        )


def compact_folder(
    folder: Path, rewrite: Callable[[AnyEvent], AnyEvent]
) -> CompactReport:
    """Rewrite the closed segments of a stream."""
    if not folder.is_dir():
        return CompactReport(folder.name, 0, 0, 0, 0)
    try:
        with _alone(folder):
            return _compact(folder, rewrite)
    except OSError as error:
        raise JournalError(
            f"The journal in {folder}",
            f"it cannot be compacted: {error.strerror}",
            "Make room, or make the folder writable for this user.",
        ) from error


def _compact(folder: Path, rewrite: Callable[[AnyEvent], AnyEvent]) -> CompactReport:
    listed = segments(folder)
    last = newest(listed)
    closed = open_ones = rewritten = events = 0
    for segment in listed:
        with _closed(folder, segment, last[segment.writer]) as is_closed:
            if not is_closed:
                open_ones += 1
                continue
            closed += 1
            changed = _rewrite(folder / segment.name, rewrite)
            rewritten += changed > 0
            events += changed
    return CompactReport(folder.name, closed, rewritten, events, open_ones)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a second compaction out: both would write the same files."""
    path = folder / "compaction.flock"
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise JournalError(
                f"The journal in {folder}",
                "another process is compacting it",
                "Wait until that has finished.",
            ) from error
        yield


@contextlib.contextmanager
def _closed(folder: Path, segment: Segment, last: int) -> Iterator[bool]:
    """Tell whether nobody writes a segment, and keep it so meanwhile."""
    if segment.number < last:
        yield True
        return
    try:
        lock = SeriesLock(folder, segment.writer)
    except JournalError:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _rewrite(path: Path, rewrite: Callable[[AnyEvent], AnyEvent]) -> int:
    content = bytearray(path.read_bytes())
    changed = 0
    for found in scan(bytes(content), len(MAGIC)):
        if not isinstance(found, Record):
            continue
        before = event_of(found)
        if isinstance(before, str):
            continue
        after = rewrite(before)
        if after != before:
            room = found.end - found.offset - HEADER_BYTES
            content[found.offset : found.end] = frame(_fitting(after, room, path), room)
            changed += 1
    if changed:
        _replace(path, content)
    return changed


def _fitting(event: AnyEvent, room: int, path: Path) -> bytes:
    payload = encode(event)
    if len(payload) > room:
        raise JournalError(
            str(path),
            f"event {event.id} became longer than the {room} bytes it had",
            "Rewrite events to shorter ones only.",
        )
    return payload


def _replace(path: Path, content: bytearray) -> None:
    beside = path.with_suffix(".rewriting")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.chmod(0o600)
    beside.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
