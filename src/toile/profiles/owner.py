"""One worker a wing: an exclusive lock that the kernel frees on its holder's death."""

import fcntl
import os
from pathlib import Path

from toile.wire.errors import ProfileError


class Owner:
    """The right to do a wing's work over a store, until released or the process ends.

    Two workers would both read the same events and count them twice.
    """

    def __init__(self, folder: Path, wing: str) -> None:
        path = folder / f"{wing}.worker.lock"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._descriptor = os.open(path, flags, 0o600)
        except OSError as error:
            raise ProfileError(
                str(path),
                f"it cannot be made: {error.strerror}",
                "Make the folder writable for this user.",
            ) from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._descriptor)
            raise ProfileError(
                f"The {wing} wing's profiles in {folder}",
                "another worker is at work on them",
                "Stop it first: `toile worker`, or the `toile serve` or `toile demo` "
                "that began it.",
            ) from error

    def release(self) -> None:
        """Let another worker have the wing."""
        os.close(self._descriptor)
