"""What the pool has changed of the ads space, noted for the ads wing's own machine.

Where each wing has a machine, the pool's worker writes into an ads space of its own and
notes beside it which keys the other has not got yet, in the same transaction.
"""

from collections.abc import Iterator

from toile.profiles import Space, Update
from toile.wire.audience import (
    AUDIENCE_TABLE,
    FORGOTTEN_TABLE,
    MOVED_TABLE,
    SIZES_TABLE,
)
from toile.wire.door import Change

OUTBOX = "outbox"
SENT_TABLES = (AUDIENCE_TABLE, SIZES_TABLE, FORGOTTEN_TABLE, MOVED_TABLE)
_SEP = b"\0"


class Recording:
    """A change of the ads space that notes what the other machine must be told."""

    def __init__(self, update: Update) -> None:
        self._update = update

    def get(self, table: str, key: bytes) -> bytes | None:
        """Read one value."""
        return self._update.get(table, key)

    def put(self, table: str, key: bytes, value: bytes) -> None:
        """Write one value; what was so before need not be told."""
        if table in SENT_TABLES and self._update.get(table, key) != value:
            self._update.put(OUTBOX, _name(table, key), b"")
        self._update.put(table, key, value)

    def delete(self, table: str, key: bytes) -> None:
        """Delete one value; nothing happens if there is none."""
        if table in SENT_TABLES and self._update.get(table, key) is not None:
            self._update.put(OUTBOX, _name(table, key), b"")
        self._update.delete(table, key)

    def scan(self, table: str, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """Walk over keys that begin with a prefix, in order."""
        return self._update.scan(table, prefix)


def waiting(ads: Space, most: int) -> tuple[Change, ...]:
    """List what the other machine must be told, with the values of now."""
    changes = []
    for name, _ in ads.scan(OUTBOX):
        table, _sep, key = name.partition(_SEP)
        changes.append(Change(table.decode(), key, ads.get(table.decode(), key)))
        if len(changes) == most:
            break
    return tuple(changes)


def owes(ads: Space, *tables: str) -> bool:
    """Tell whether anything of these tables waits to be told."""
    return any(
        True for table in tables for _ in ads.scan(OUTBOX, table.encode() + _SEP)
    )


def told(ads: Update, changes: tuple[Change, ...]) -> None:
    """Take out what the other machine has; what has changed since stays."""
    for change in changes:
        if ads.get(change.table, change.key) == change.value:
            ads.delete(OUTBOX, _name(change.table, change.key))


def tell_all(ads: Update) -> None:
    """Note everything: the other machine's store is new, or this one is made anew."""
    for table in SENT_TABLES:
        for key, _ in list(ads.scan(table)):
            ads.put(OUTBOX, _name(table, key), b"")


def _name(table: str, key: bytes) -> bytes:
    return table.encode() + _SEP + key
