"""Daily figures: summed beside the cursor that counts them, then copied out.

The space holds the sums, so that a count and the cursor behind it are one
transaction; the database only gets copies of whole rows. Copying twice changes
nothing, so a crash in between doubles nothing.
"""

from collections.abc import Iterator

import msgspec

from toile.profiles import Space, Update
from toile.worker.stores import dirty

Row = dict[str, int]

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Row)


def key_of(*parts: str) -> bytes:
    """Make the key of a row from ids and a date; ``parts_of`` takes it apart."""
    return "|".join(parts).encode()


def parts_of(key: bytes) -> list[str]:
    """Take a row's key apart."""
    return key.decode().split("|")


def add(update: Update, table: str, key: bytes, **more: int) -> None:
    """Add to a row's columns and mark it for copying."""
    record = update.get(table, key)
    row = {} if record is None else _decoder.decode(record)
    for column, number in more.items():
        row[column] = row.get(column, 0) + number
    update.put(table, key, _encoder.encode(row))
    update.put(dirty(table), key, b"")


def decoded(record: bytes) -> Row:
    """Read a row as it stands in the space."""
    return _decoder.decode(record)


def changed(space: Space, table: str) -> Iterator[bytes]:
    """Walk over the keys of rows that wait for copying."""
    return (key for key, _ in space.scan(dirty(table)))


def copied(update: Update, table: str, key: bytes) -> None:
    """Note that a row has been copied."""
    update.delete(dirty(table), key)


def row(space: Space, table: str, key: bytes) -> Row:
    """Read a row."""
    record = space.get(table, key)
    return {} if record is None else _decoder.decode(record)
