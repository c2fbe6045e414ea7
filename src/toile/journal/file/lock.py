"""One writer process a series: an exclusive lock that the kernel frees on its death."""

import fcntl
import os
from pathlib import Path

from toile.wire.errors import JournalError


class SeriesLock:
    """The lock of a series, held until released or the process ends."""

    def __init__(self, folder: Path, writer: str) -> None:
        path = folder / f"{writer}.lock"
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._descriptor)
            raise JournalError(
                f"The series {writer} in {folder}",
                "another process is writing it",
                "Stop that process, or give this one another name.",
            ) from error

    def release(self) -> None:
        """Let another process have the series."""
        os.close(self._descriptor)
