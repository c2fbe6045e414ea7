"""What could not be read is kept for a while with its reason, as NDJSON."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

DEAD_LETTERS = "dead-letters.ndjson"
"""The file in the folder of a stream."""

_Place = tuple[str, int, str, bytes]


class DeadLetter(msgspec.Struct, frozen=True):
    """Bytes that are no event: where they stood, why they cannot be read, since when.

    ``at_ms`` is when they were found; a letter of an older release has none.
    """

    source: str
    offset: int
    reason: str
    payload: bytes
    at_ms: int = 0


class DeadLetters:
    """A file of dead letters, one JSON object a line, payloads in base64."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept: set[_Place] = set()
        self._kept_bytes = 0

    def keep(self, letter: DeadLetter) -> None:
        """Add a letter, once: several readers may meet the same bytes.

        Raises ``OSError`` if the file cannot be written.
        """
        with self._alone():
            if self._size() != self._kept_bytes:
                self._kept = {_place(kept) for kept in self.read()}
            if _place(letter) not in self._kept:
                with open(self.path, "ab", opener=_private) as file:
                    file.write(msgspec.json.encode(letter) + b"\n")
                self._kept.add(_place(letter))
            self._kept_bytes = self._size()

    def drop_before(self, oldest_ms: int) -> int:
        """Drop letters found before a time, for they may hold ids; tell how many."""
        if not self.path.exists():
            return 0
        with self._alone():
            letters = self.read()
            left = [letter for letter in letters if letter.at_ms >= oldest_ms]
            if len(left) < len(letters):
                self._replace(left)
        return len(letters) - len(left)

    def read(self) -> list[DeadLetter]:
        """Read all letters; a line that was cut off by a full disk is passed over."""
        if not self.path.exists():
            return []
        letters: list[DeadLetter] = []
        for line in self.path.read_bytes().splitlines():
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
                letters.append(msgspec.json.decode(line, type=DeadLetter))
        return letters

    def _replace(self, letters: list[DeadLetter]) -> None:
        beside = self.path.with_suffix(".new")
        with open(beside, "wb", opener=_private) as file:
            file.writelines(msgspec.json.encode(letter) + b"\n" for letter in letters)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes out: a letter must not be added to a replaced file."""
        with self.path.with_suffix(".flock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0


def _private(path: str, flags: int) -> int:
    """Open for this user alone, as the segments are: a letter may hold an id."""
    return os.open(path, flags, 0o600)


def _place(letter: DeadLetter) -> _Place:
    return letter.source, letter.offset, letter.reason, letter.payload
