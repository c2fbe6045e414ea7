"""Appending with group commit: one write and one fsync for all that waits.

``append`` adds bytes to a buffer and gives back the future of its batch. A batch is
committed at most every 5 ms, or as soon as 64 KB wait, by a thread of its own, so that
the event loop never waits for the disk. What cannot be written is never acknowledged.
"""

import asyncio
import concurrent.futures
import errno
import os
import time
from pathlib import Path

from toile.journal.dead_letters import DEAD_LETTERS, DeadLetters
from toile.journal.file.lock import SeriesLock
from toile.journal.file.recovery import Cut, recover
from toile.journal.file.segment import (
    LARGEST_RECORD,
    MAGIC,
    Segment,
    frame,
    is_writer_name,
    newest,
    segments,
)
from toile.wire.clock import now_ms
from toile.wire.errors import JournalError
from toile.wire.events import AnyEvent, encode

COMMIT_SECONDS = 0.005
COMMIT_BYTES = 64 * 1024
# Beyond this the disk is taken to hang; appends fail rather than eat all memory.
MOST_WAITING_BYTES = 64 * 1024 * 1024
SEGMENT_BYTES = 64 * 1024 * 1024
SEGMENT_SECONDS = 3_600.0
PROBE_SECONDS = 1.0
LOCK_PATIENCE_SECONDS = 1.0


class FileWriter:
    """Writes one series of a stream; belongs to one event loop."""

    def __init__(
        self,
        folder: Path,
        writer: str,
        *,
        segment_bytes: int = SEGMENT_BYTES,
        segment_seconds: float = SEGMENT_SECONDS,
    ) -> None:
        if not is_writer_name(writer):
            raise JournalError(
                f"The series {writer!r}",
                "its name is not 1 to 64 letters, digits, - or _",
                "Give the writer such a name, for instance edge-0.",
            )
        self._loop = asyncio.get_running_loop()
        self._disk = _Disk(folder, writer, segment_bytes, segment_seconds)
        self.cuts: list[Cut] = self._disk.cuts
        self.problem = ""
        self._thread = concurrent.futures.ThreadPoolExecutor(1, f"journal-{writer}")
        self._buffer = bytearray()
        self._batch: asyncio.Future[None] | None = None
        self._timer: asyncio.Handle | None = None
        self._committing: asyncio.Future[None] | None = None
        self._last_commit = 0.0
        self._closed = False
        self._ageing: asyncio.Handle | None = None
        self._ageing_for: float | None = None

    @property
    def healthy(self) -> bool:
        """False from a failed write until one succeeds."""
        return not self.problem

    def append(self, event: AnyEvent) -> asyncio.Future[None]:
        """Append an event; the future of its batch is done once it is on disk."""
        try:
            payload = encode(event)
        except (TypeError, ValueError) as error:
            return self._refused(f"the event cannot be encoded: {error}")
        if len(payload) > LARGEST_RECORD:
            return self._refused(f"the event has {len(payload)} bytes")
        if self._closed or len(self._buffer) > MOST_WAITING_BYTES:
            return self._refused("it is closed" if self._closed else "the disk hangs")
        self._buffer += frame(payload)
        batch = self._batch
        if batch is None:
            batch = self._batch = self._loop.create_future()
            batch.add_done_callback(_heard)
            self._schedule()
        elif len(self._buffer) >= COMMIT_BYTES and self._committing is None:
            self._commit()
        return batch

    async def close(self) -> None:
        """Write what is waiting, then let go of the series."""
        if self._closed:
            return
        self._closed = True
        if self._ageing is not None:
            self._ageing.cancel()
        while self._batch is not None or self._committing is not None:
            if self._committing is None:
                self._commit()
            if self._committing is not None:
                await asyncio.wait([self._committing])
        self._thread.shutdown()
        self._disk.close()

    def _refused(self, cause: str) -> asyncio.Future[None]:
        """Fail one event, and no other."""
        future: asyncio.Future[None] = self._loop.create_future()
        future.add_done_callback(_heard)
        remedy = "The event is not in the journal; its sender may try again."
        future.set_exception(JournalError(self._disk.name, cause, remedy))
        return future

    def _schedule(self) -> None:
        if self._committing is not None:
            return
        wait = self._last_commit + COMMIT_SECONDS - self._loop.time()
        if wait > 0:
            self._timer = self._loop.call_later(wait, self._commit)
        else:
            self._timer = self._loop.call_soon(self._commit)

    def _commit(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch = self._batch
        if batch is None or self._committing is not None:
            return
        content, self._buffer, self._batch = self._buffer, bytearray(), None
        self._last_commit = self._loop.time()
        self._committing = self._loop.run_in_executor(
            self._thread, self._disk.write, content
        )
        self._committing.add_done_callback(lambda done: self._committed(batch, done))

    def _committed(
        self, batch: asyncio.Future[None], done: asyncio.Future[None]
    ) -> None:
        self._committing = None
        self._watch_age()
        error = done.exception()
        self.problem = "" if error is None else str(error)
        if error is not None and not self._closed:
            self._loop.call_later(PROBE_SECONDS, self._probe)
        if batch.done():
            pass
        elif error is None:
            batch.set_result(None)
        else:
            batch.set_exception(error)
        if self._batch is not None:
            if len(self._buffer) >= COMMIT_BYTES:
                self._commit()
            else:
                self._schedule()

    def _probe(self) -> None:
        # A process that is not ready is sent nothing to write, so it must find out by
        # itself that the disk is back: an empty batch begins a new segment.
        if self._closed or self.healthy or self._batch is not None:
            return
        self._batch = self._loop.create_future()
        self._batch.add_done_callback(_heard)
        self._schedule()

    def _watch_age(self) -> None:
        # A writer that is seldom asked still closes its segment, so that an erasure
        # can reach it within the day.
        closes_at = self._disk.closes_at
        if self._closed or closes_at == self._ageing_for:
            return
        if self._ageing is not None:
            self._ageing.cancel()
        self._ageing, self._ageing_for = None, closes_at
        if closes_at is not None:
            wait = max(0.0, closes_at - time.monotonic())
            self._ageing = self._loop.call_later(wait, self._age)

    def _age(self) -> None:
        self._ageing_for = None
        rotated = self._loop.run_in_executor(self._thread, self._disk.rotate_if_old)
        rotated.add_done_callback(lambda _: self._watch_age())


def _heard(batch: asyncio.Future[None]) -> None:
    # Whoever does not wait for a batch need not be told that it failed: the writer's
    # health says so.
    if not batch.cancelled():
        batch.exception()


class _Disk:
    """The files of a series, touched by one thread only."""

    def __init__(
        self, folder: Path, writer: str, segment_bytes: int, segment_seconds: float
    ) -> None:
        self.name = f"The series {writer} in {folder}"
        self._folder = folder
        self._writer = writer
        self._segment_bytes = segment_bytes
        self._segment_seconds = segment_seconds
        self._descriptor: int | None = None
        self._size = 0
        # When the segment is of age, on the monotonic clock; what is empty has no age.
        self.closes_at: float | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = SeriesLock(folder, writer, LOCK_PATIENCE_SECONDS)
        except OSError as error:
            raise self._refused(error) from error
        try:
            last = newest(segments(folder)).get(writer)
            self._number = 0 if last is None else last
            self.cuts = []
            if last is not None:
                dead = DeadLetters(folder / DEAD_LETTERS)
                self.cuts = recover(folder, Segment(writer, last), dead, now_ms())
            self._begin()
        except OSError as error:
            self._lock.release()
            raise self._refused(error) from error

    def write(self, content: bytes | bytearray) -> None:
        """Write and fsync; after an error the segment is left and a new one begun.

        Nothing is cut back: a reader may already be past what was written, and a
        record that was written but not acknowledged harms nobody.
        """
        try:
            if self._descriptor is None or self._full(len(content)):
                self._begin()
            assert self._descriptor is not None
            if self.closes_at is None:
                self.closes_at = time.monotonic() + self._segment_seconds
            view = memoryview(content)
            while view:
                view = view[os.write(self._descriptor, view) :]
            os.fdatasync(self._descriptor)
            if os.fstat(self._descriptor).st_nlink == 0:
                # Written to a file that somebody removed: it is gone once closed.
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            self._size += len(content)
        except OSError as error:
            self._leave()
            raise self._refused(error) from error

    def rotate_if_old(self) -> None:
        """Begin a new segment if the present one is old and holds anything."""
        if self._is_old():
            try:
                self._begin()
            except OSError:
                self._leave()
                self.closes_at = time.monotonic() + PROBE_SECONDS

    def close(self) -> None:
        """Close the files and free the series."""
        self._leave()
        self._lock.release()

    def _full(self, more: int) -> bool:
        if self._size <= len(MAGIC):
            return False
        return self._size + more > self._segment_bytes or self._is_old()

    def _is_old(self) -> bool:
        return self.closes_at is not None and time.monotonic() >= self.closes_at

    def _begin(self) -> None:
        self._leave()
        self._lock.hold()
        # A number is not used again after a failure: something may stand there.
        self._number += 1
        path = self._folder / Segment(self._writer, self._number).name
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
        descriptor = os.open(path, flags, 0o600)
        try:
            os.write(descriptor, MAGIC)
            os.fsync(descriptor)
            self._sync_folder()
        except OSError:
            os.close(descriptor)
            path.unlink(missing_ok=True)
            raise
        self._descriptor = descriptor
        self._size, self.closes_at = len(MAGIC), None

    def _leave(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _sync_folder(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _refused(self, error: OSError) -> JournalError:
        return JournalError(
            f"The journal in {self._folder}",
            f"it cannot be written: {error.strerror}",
            "Make room, or make the folder writable for this user.",
        )
