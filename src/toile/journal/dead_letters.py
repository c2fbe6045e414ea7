"""Nothing bad is lost: what could not be read is kept with its reason, as NDJSON."""

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

    def keep(self, letter: DeadLetter) -> None:
        """Add a letter."""
        with self.path.open("ab") as file:
            file.write(msgspec.json.encode(letter) + b"\n")

    def read(self) -> list[DeadLetter]:
        """Read all letters."""
        if not self.path.exists():
            return []
        lines = self.path.read_bytes().splitlines()
        return [msgspec.json.decode(line, type=DeadLetter) for line in lines]
