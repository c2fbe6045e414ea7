"""Nothing bad is lost: what could not be read is kept with its reason, as NDJSON."""

import contextlib
from pathlib import Path

import msgspec


class DeadLetter(msgspec.Struct, frozen=True):
    """Bytes that are no event: where they stood, and why they cannot be read."""

    source: str
    offset: int
    reason: str
    payload: bytes


class DeadLetters:
    """A file of dead letters, one JSON object a line, payloads in base64."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept: set[DeadLetter] = set()
        self._kept_bytes = 0

    def keep(self, letter: DeadLetter) -> None:
        """Add a letter, once: several readers may meet the same bytes.

        Raises ``OSError`` if the file cannot be written.
        """
        if self._size() != self._kept_bytes:
            self._kept = set(self.read())
        if letter not in self._kept:
            with self.path.open("ab") as file:
                file.write(msgspec.json.encode(letter) + b"\n")
            self._kept.add(letter)
        self._kept_bytes = self._size()

    def read(self) -> list[DeadLetter]:
        """Read all letters; a line that was cut off by a full disk is passed over."""
        if not self.path.exists():
            return []
        letters: list[DeadLetter] = []
        for line in self.path.read_bytes().splitlines():
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
                letters.append(msgspec.json.decode(line, type=DeadLetter))
        return letters

    def _size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0
