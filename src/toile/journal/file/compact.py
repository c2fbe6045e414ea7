"""Taking erased ids out of closed segments: same places, same order, other content.

Bytes that are no event are overwritten once they were known for long enough.
"""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from toile.journal.file import compacted
from toile.journal.file.compacted import Asked, Compacted, Extent, is_done
from toile.journal.file.damage import Damage, filler, is_filler
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
from toile.wire.clock import now_ms
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
    overwritten_bytes: int = 0

    def __str__(self) -> str:
        told = (
            f"{self.stream}: {self.events} events rewritten in {self.rewritten} of "
            f"{self.segments} closed segments ({self.skipped} as left before); "
            f"{self.open_segments} still open"
        )
        if self.overwritten_bytes:
            told += f"; {self.overwritten_bytes} damaged bytes overwritten"
        return told


class _Rewriting(msgspec.Struct):
    """What became of one segment: its events' times, and the damage left in it."""

    times: list[int] = []
    events: int = 0
    overwritten_bytes: int = 0
    damaged: bool = False


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
    damage = None if asked is None else Damage(folder, asked.found_before_ms, now_ms())
    done: dict[str, Extent] = {}
    closed = open_ones = rewritten = events = skipped = overwritten = 0
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
            found = _rewrite(path, rewrite, damage)
            rewritten += found.events + found.overwritten_bytes > 0
            events += found.events
            overwritten += found.overwritten_bytes
            # Damage is looked at each time, until it is old enough.
            if asked is not None and not found.damaged:
                done[segment.name] = _extent(path, found.times, asked)
    if asked is not None:
        compacted.write(folder, Compacted(asked.mark, done))
    return CompactReport(
        folder.name, closed, rewritten, events, open_ones, skipped, overwritten
    )


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
    path: Path, rewrite: Callable[[AnyEvent], AnyEvent], damage: Damage | None
) -> _Rewriting:
    """Rewrite a segment's events, and its damage where that is old enough."""
    done = _Rewriting()
    before = path.read_bytes()
    content = bytearray(before)
    for found in scan(before, len(MAGIC)):
        bad = before[found.offset : found.end]
        event = event_of(found) if isinstance(found, Record) else found.reason
        if isinstance(event, str):
            if is_filler(bad):
                continue
            if damage and damage.is_past(path.name, found.offset, event, bad):
                content[found.offset : found.end] = filler(len(bad))
                done.overwritten_bytes += len(bad)
            else:
                done.damaged = True
            continue
        done.times.append(event.at_ms)
        after = rewrite(event)
        if after != event:
            room = found.end - found.offset - HEADER_BYTES
            content[found.offset : found.end] = frame(_fitting(after, room, path), room)
            done.events += 1
    if content != before:
        _replace(path, content)
    return done


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
