"""The interface of a journal: what files and Kafka can both do."""

import asyncio
from typing import Literal, Protocol

import msgspec

from toile.journal.cursor import Cursor
from toile.wire.events import AnyEvent

Stream = Literal["pool", "ads"]


class Entry(msgspec.Struct, frozen=True):
    """An event and where it stands."""

    event: AnyEvent
    writer: str
    segment: int
    offset: int


class Batch(msgspec.Struct, frozen=True):
    """What was read, and the cursor behind it."""

    entries: tuple[Entry, ...]
    cursor: Cursor


class Writer(Protocol):
    """Appends to one series of a stream, from one event loop."""

    @property
    def healthy(self) -> bool:
        """False from a failed write until one succeeds, and while one hangs."""

    @property
    def problem(self) -> str:
        """Why the writer is not healthy, and what to do; "" when it is."""

    def append(self, event: AnyEvent) -> asyncio.Future[None]:
        """Append an event; the future, shared by its batch, is done once on disk.

        It fails with ``JournalError`` if the event could not be written.
        """

    async def close(self) -> None:
        """Write what is waiting, then let go."""


class Reader(Protocol):
    """Reads a stream, all series together."""

    @property
    def dead(self) -> int:
        """How many records this reader could not read; they are dead letters."""

    def read(self, cursor: Cursor, limit: int, until_ms: int | None = None) -> Batch:
        """Read at most ``limit`` events after the cursor; never waits for more.

        Events of one series come in its order, series are merged by time. With
        ``until_ms`` each series stops before its events that are later. A few of them
        among earlier ones, stamped ahead by a wrong clock, are given with those.
        """
