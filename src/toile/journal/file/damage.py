"""Bytes that are no event: kept for a while to look at, then overwritten.

They may hold the id of somebody who was erased, and nobody can take it out. What is
written over them is of the same length and no record, and is passed over in silence.
"""

from pathlib import Path

from toile.journal.dead_letters import DEAD_LETTERS, DeadLetter, DeadLetters

_TEXT = b"erased "


def filler(length: int) -> bytes:
    """Make what takes the place of damaged bytes."""
    return (_TEXT * (length // len(_TEXT) + 1))[:length]


def is_filler(content: bytes) -> bool:
    """Tell whether bytes, or a part of them, are what was written over damage."""
    return content in _TEXT * (len(content) // len(_TEXT) + 2)


class Damage:
    """Since when a stream's damage is known, by its dead letters."""

    def __init__(self, folder: Path, found_before_ms: int, now_ms: int) -> None:
        self._letters = DeadLetters(folder / DEAD_LETTERS)
        self._found_before_ms = found_before_ms
        self._now_ms = now_ms
        self._since: dict[tuple[str, int], int] = {}
        for letter in self._letters.read():
            place = letter.source, letter.offset
            since = self._since.get(place, letter.at_ms)
            self._since[place] = min(since, letter.at_ms)

    def is_past(self, source: str, offset: int, reason: str, payload: bytes) -> bool:
        """Tell whether damage was found long enough ago; note it if it is news."""
        since = self._since.get((source, offset))
        if since is None:
            self._letters.keep(
                DeadLetter(source, offset, reason, payload, self._now_ms)
            )
            return False
        return since < self._found_before_ms
