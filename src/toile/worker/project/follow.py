"""Reading a stream from a saved cursor: a batch and its cursor are one transaction."""

from collections.abc import Sequence
from typing import Protocol

from toile.journal import Cursor, Entry, Reader
from toile.profiles import Space, Update
from toile.wire.events import AnyEvent
from toile.worker.stores import CURSORS

BATCH = 2_000


class Projection(Protocol):
    """What a projection is to its follower: a name, its space, and how it applies."""

    name: str

    @property
    def space(self) -> Space:
        """The space that holds the cursor."""

    def fitting(self, events: Sequence[AnyEvent]) -> int:
        """Tell how many of the events, from the first on, fit into one batch."""

    def apply(self, entries: Sequence[Entry], cursor: bytes) -> None:
        """Take a batch in and save the cursor behind it, all or nothing."""


def follow(reader: Reader, projection: Projection, until_ms: int | None = None) -> bool:
    """Give a projection the next batch of its stream; tell whether more may wait.

    With ``until_ms`` nothing that the reader bounds by it is given, nor counted.
    """
    saved = projection.space.get(CURSORS, projection.name.encode())
    batch = reader.read(_cursor(saved), BATCH, until_ms)
    more = len(batch.entries) == BATCH
    fitting = projection.fitting([entry.event for entry in batch.entries])
    if fitting < len(batch.entries):
        batch = reader.read(_cursor(saved), fitting, until_ms)
        more = True
    after = batch.cursor.encode()
    if batch.entries or after != saved:
        projection.apply(batch.entries, after)
    return more


def ahead(
    reader: Reader, projection: Projection, until_ms: int | None = None
) -> list[AnyEvent]:
    """Look at a projection's next batch without giving it."""
    saved = projection.space.get(CURSORS, projection.name.encode())
    batch = reader.read(_cursor(saved), BATCH, until_ms)
    return [entry.event for entry in batch.entries]


def _cursor(saved: bytes | None) -> Cursor:
    return Cursor() if saved is None else Cursor.decode(saved)


def save_cursor(update: Update, name: str, cursor: bytes) -> None:
    """Save a projection's cursor inside its own transaction."""
    update.put(CURSORS, name.encode(), cursor)
