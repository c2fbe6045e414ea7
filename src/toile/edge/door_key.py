"""The operator's key file, and the door's key in it, which the union may renew."""

import logging
from pathlib import Path

from toile.ads import keys as ads_keys
from toile.ads.keys import AdsKeys
from toile.wire.door import DoorSeal
from toile.wire.errors import SettingError
from toile.wire.tokens import Sealer

_log = logging.getLogger(__name__)


def read_ads_keys(path: Path) -> AdsKeys:
    """Read the operator's key file; raises ``SettingError`` with the remedy."""
    try:
        return ads_keys.read(path.read_bytes(), str(path))
    except OSError as error:
        raise SettingError(
            str(path),
            f"the key file cannot be read: {error.strerror}",
            "Make keys with `toile keys`, bring the operator's key file, or name its "
            "place in TOILE_ADS_KEYS.",
        ) from error


class DoorKey:
    """The door's key in force; ``refresh`` follows the file.

    A file that cannot be read is told in the log; what was read stays in force.
    """

    def __init__(self, path: Path, keys: AdsKeys | None = None) -> None:
        self._path = path
        self._stamp = _stamp(path)
        self._take(read_ads_keys(path) if keys is None else keys)

    def refresh(self) -> None:
        """Read the file again if it was replaced."""
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._take(read_ads_keys(self._path))
        except SettingError as error:
            _log.error("the door's key read before stays in force: %s", error)

    def _take(self, keys: AdsKeys) -> None:
        key = bytes.fromhex(keys.door)
        self.sealer = Sealer(key)
        self.seal = DoorSeal(key)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)
