"""The union's keys in force in a process: read, unwrapped, and followed.

The file is looked at again now and then, so that a rotation reaches every process of
the pool's machine while it runs, and before the new version comes into force.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from toile.pool.identity import Identity
from toile.pool.keyring import Keyring, decode, unwrap
from toile.pool.keys import PoolKeys
from toile.pool.master import need_private, read_master
from toile.pool.receipts import Receipts
from toile.wire.errors import SettingError
from toile.wire.tokens import Sealer

_log = logging.getLogger(__name__)


class Custody(msgspec.Struct, frozen=True):
    """Where the pool's keys are: the wrapped ones, and what unwraps them."""

    file: Path
    master: str
    environment: Mapping[str, str]

    def __repr__(self) -> str:
        """Name the file; the environment may hold the master key."""
        return f"Custody(file={str(self.file)!r})"

    def keyring(self) -> Keyring:
        """Read the wrapped keys; raises ``SettingError`` with the remedy."""
        return decode(_read(self.file), str(self.file))

    def keys(self) -> PoolKeys:
        """Read and unwrap the keys; raises ``SettingError`` with the remedy."""
        keyring = self.keyring()
        return unwrap(keyring, self.master_key(), str(self.file))

    def master_key(self) -> bytes:
        """Read the master key; raises ``SettingError`` with the remedy."""
        return read_master(self.master, self.environment)


class KeysInForce:
    """Holds the identity of now; ``refresh`` makes it that of a later moment."""

    def __init__(self, custody: Custody, now: Callable[[], int]) -> None:
        self._custody = custody
        self._now = now
        self._stamp = _stamp(custody.file)
        self.keys = custody.keys()
        self._next_ms = 0
        self._take(now())

    def refresh(self) -> bool:
        """Follow the file and the clock; tell whether another identity is in force.

        A file that cannot be read is told in the log; what was read stays in force.
        """
        now = self._now()
        stamp = _stamp(self._custody.file)
        if stamp == self._stamp and now < self._next_ms:
            return False
        if stamp != self._stamp:
            try:
                self.keys = self._custody.keys()
            except SettingError as error:
                _log.error("the keys read before stay in force: %s", error)
            self._stamp = stamp
        self._take(now)
        return True

    def _take(self, now: int) -> None:
        self.identity = Identity(self.keys, now)
        self.receipts = Receipts(self.keys, now)
        self.door = Sealer(self.keys.door)
        times = [each.from_ms for each in self.keys.ids]
        times += [each.until_ms for each in self.keys.receipts_before]
        times += [each.until_ms for each in self.keys.ids if each.until_ms is not None]
        later = [each for each in times if each > now]
        self._next_ms = min(later, default=1 << 62)


def _read(path: Path) -> bytes:
    need_private(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingError(
            str(path),
            f"the key file cannot be read: {error.strerror}",
            "Make keys with `toile keys`, or give the file's place in the settings.",
        ) from error


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)
