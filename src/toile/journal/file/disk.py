"""The files of one series: opened, written, synced, rotated; touched by one thread."""

import errno
import os
import time
from pathlib import Path

from toile.journal.dead_letters import DEAD_LETTERS, DeadLetters
from toile.journal.file.lock import SeriesLock
from toile.journal.file.recovery import Cut, recover
from toile.journal.file.segment import MAGIC, Segment, newest, segments
from toile.wire.clock import now_ms
from toile.wire.errors import JournalError

LOCK_PATIENCE_SECONDS = 1.0
# After a failed rotation, the next try.
RETRY_SECONDS = 1.0


class Disk:
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
            self.cuts: list[Cut] = []
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
            _write_all(self._descriptor, content)
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
                self.closes_at = time.monotonic() + RETRY_SECONDS

    def hangs(self, waited_seconds: float) -> str:
        """Say that a write takes too long."""
        cause = f"a write has not ended for {waited_seconds:.0f} s"
        remedy = "Look after the disk; what waits is written once it answers."
        return str(JournalError(f"The journal in {self._folder}", cause, remedy))

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
            # A disk that is nearly full takes a part of it, and says so by no error.
            _write_all(descriptor, MAGIC)
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


def _write_all(descriptor: int, content: bytes | bytearray) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
