"""What every profile store can do, whatever holds its values."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Literal, Protocol

SpaceName = Literal["pool", "ads"]


class Update(Protocol):
    """One change of a space, which sees its own writes.

    Keys are 1 to 511 bytes. Everything raises ``ProfileError``.
    """

    def get(self, table: str, key: bytes) -> bytes | None:
        """Read one value."""

    def put(self, table: str, key: bytes, value: bytes) -> None:
        """Write one value."""

    def delete(self, table: str, key: bytes) -> None:
        """Delete one value; nothing happens if there is none."""

    def scan(self, table: str, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """Walk over keys that begin with a prefix, in order.

        Take the list of it before changing the same table.
        """


class Space(Protocol):
    """The tables of one wing. Everything raises ``ProfileError``."""

    def get(self, table: str, key: bytes) -> bytes | None:
        """Read one value, as the last update of any process left it."""

    def scan(self, table: str, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """Walk over keys that begin with a prefix, in order, as of one moment.

        Walk to the end or drop the iterator: while it lives, old pages are kept.
        """

    def count(self, table: str) -> int:
        """Tell how many keys a table has."""

    def update(self) -> AbstractContextManager[Update]:
        """Begin a change, kept on a clean exit, dropped whole on an exception.

        One at a time, across all processes; others wait.
        """

    def clear(self) -> None:
        """Empty all tables, in one change."""

    def close(self) -> None:
        """Let go of the store."""
