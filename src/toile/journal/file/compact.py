"""Taking erased ids out of closed segments: same places, same order, other content."""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from toile.journal.file import compacted
from toile.journal.file.compacted import Asked, Compacted, Extent, is_done
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
    skipped: int = 0

    def __str__(self) -> str:
        return (
            f"{self.stream}: {self.events} events rewritten in {self.rewritten} of "
            f"{self.segments} closed segments ({self.skipped} as left before); "
            f"{self.open_segments} still open"
        )


def compact_folder(
    folder: Path, rewrite: Callable[[AnyEvent], AnyEvent], asked: Asked | None = None
) -> CompactReport:
    """Rewrite the closed segments of a stream; without ``asked`` all of them."""
    if not folder.is_dir():
        return CompactReport(folder.name, 0, 0, 0, 0)
    try:
        with _alone(folder):
            return _compact(folder, rewrite, asked)
    except OSError as error:
        raise JournalError(
            f"The journal in {folder}",
            f"it cannot be compacted: {error.strerror}",
            "Make room, or make the folder writable for this user.",
        ) from error


def _compact(
    folder: Path, rewrite: Callable[[AnyEvent], AnyEvent], asked: Asked | None
) -> CompactReport:
    listed = segments(folder)
    last = newest(listed)
    before = Compacted("") if asked is None else compacted.read(folder, asked)
    done: dict[str, Extent] = {}
    closed = open_ones = rewritten = events = skipped = 0
    for segment in listed:
        with _closed(folder, segment, last[segment.writer]) as is_closed:
            if not is_closed:
                open_ones += 1
                continue
            closed += 1
            path, known = folder / segment.name, before.segments.get(segment.name)
            if known is not None and asked and is_done(known, path, asked):
                done[segment.name] = known
                skipped += 1
                continue
            changed, times = _rewrite(path, rewrite)
            rewritten += changed > 0
            events += changed
            if asked is not None:
                done[segment.name] = _extent(path, times, asked)
    if asked is not None:
        compacted.write(folder, Compacted(asked.mark, done))
    return CompactReport(folder.name, closed, rewritten, events, open_ones, skipped)


def _extent(path: Path, times: Sequence[int], asked: Asked) -> Extent:
    changed_ns = path.stat().st_mtime_ns
    first, last = min(times, default=asked.before_ms), max(times, default=0)
    return Extent(changed_ns, first, last, asked.before_ms)


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


def _rewrite(
    path: Path, rewrite: Callable[[AnyEvent], AnyEvent]
) -> tuple[int, list[int]]:
    """Rewrite a segment; tell how many events changed, and the times of all."""
    times: list[int] = []
    content = bytearray(path.read_bytes())
    changed = 0
    for found in scan(bytes(content), len(MAGIC)):
        if not isinstance(found, Record):
            continue
        before = event_of(found)
        if isinstance(before, str):
            continue
        times.append(before.at_ms)
        after = rewrite(before)
        if after != before:
            room = found.end - found.offset - HEADER_BYTES
            content[found.offset : found.end] = frame(_fitting(after, room, path), room)
            changed += 1
    if changed:
        _replace(path, content)
    return changed, times


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
