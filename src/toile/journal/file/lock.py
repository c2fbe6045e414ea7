"""One writer process a series: an exclusive lock that the kernel frees on its death."""

import fcntl
import os
import time
from pathlib import Path

from toile.wire.errors import JournalError

_RETRY_SECONDS = 0.02


class SeriesLock:
    """The lock of a series, held until released or the process ends."""

    def __init__(self, folder: Path, writer: str, patience_seconds: float = 0) -> None:
        self._thing = f"The series {writer} in {folder}"
        self._path = folder / f"{writer}.lock"
        self._descriptor = self._take(patience_seconds)

    def hold(self) -> None:
        """Take the lock anew if its file was removed, as with its folder."""
        if os.fstat(self._descriptor).st_nlink == 0:
            taken = self._take(0)
            os.close(self._descriptor)
            self._descriptor = taken

    def release(self) -> None:
        """Let another process have the series."""
        os.close(self._descriptor)

    def _take(self, patience_seconds: float) -> int:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        # Compaction holds the lock of a series that has no writer for a moment.
        deadline = time.monotonic() + patience_seconds
        while not _lock(descriptor, fcntl.LOCK_EX):
            if time.monotonic() >= deadline:
                os.close(descriptor)
                raise JournalError(
                    self._thing,
                    "another process is writing it",
                    "Stop that process, or give this one another name.",
                )
            time.sleep(_RETRY_SECONDS)
        return descriptor


def is_written(folder: Path, writer: str) -> bool:
    """Tell whether a process has the series just now."""
    try:
        descriptor = os.open(folder / f"{writer}.lock", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        return not _lock(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
