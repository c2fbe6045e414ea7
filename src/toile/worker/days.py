"""Daily figures: summed beside the cursor that counts them, then copied out.

The space holds the sums, so that a count and the cursor behind it are one
transaction; the database only gets copies of whole rows. Copying twice changes
nothing, so a crash in between doubles nothing.
"""

from collections.abc import Iterator, Mapping
from itertools import islice

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


def waiting(space: Space, table: str, limit: int) -> Mapping[bytes, Row]:
    """Read rows that wait for copying, at most so many."""
    keys = [key for key, _ in islice(space.scan(dirty(table)), limit)]
    return {key: _read(space, table, key) for key in keys}


def copied(update: Update, table: str, keys: Iterator[bytes]) -> None:
    """Note that rows have been copied."""
    for key in keys:
        update.delete(dirty(table), key)


def _read(space: Space, table: str, key: bytes) -> Row:
    record = space.get(table, key)
    return {} if record is None else _decoder.decode(record)
