"""Writing a stream out as NDJSON, for people and other tools."""

from collections.abc import Iterator

import msgspec

from toile.journal.cursor import Cursor
from toile.journal.interface import Reader
from toile.wire.ids import to_cookie

_BATCH = 1_000


def export(reader: Reader) -> Iterator[bytes]:
    """Give every event as a line of JSON; ids of browsers as in their cookies."""
    cursor = Cursor()
    while batch := reader.read(cursor, _BATCH):
        if not batch.entries:
            return
        cursor = batch.cursor
        for entry in batch.entries:
            told = msgspec.to_builtins(entry.event, builtin_types=(bytes,))
            readable = {
                name: to_cookie(value) if isinstance(value, bytes) else value
                for name, value in told.items()
            }
            yield msgspec.json.encode(readable) + b"\n"
