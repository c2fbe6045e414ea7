"""Reading a stream from a saved cursor: a batch and its cursor are one transaction."""

from collections.abc import Sequence
from typing import Protocol

from toile.journal import Cursor, Reader
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

    def apply(self, events: Sequence[AnyEvent], cursor: bytes) -> None:
        """Take a batch in and save the cursor behind it, all or nothing."""


def follow(reader: Reader, projection: Projection) -> int:
    """Give a projection the next batch of its stream; tell how many events it had."""
    saved = projection.space.get(CURSORS, projection.name.encode())
    cursor = Cursor() if saved is None else Cursor.decode(saved)
    batch = reader.read(cursor, BATCH)
    after = batch.cursor.encode()
    if batch.entries or after != saved:
        projection.apply([entry.event for entry in batch.entries], after)
    return len(batch.entries)


def save_cursor(update: Update, name: str, cursor: bytes) -> None:
    """Save a projection's cursor inside its own transaction."""
    update.put(CURSORS, name.encode(), cursor)
