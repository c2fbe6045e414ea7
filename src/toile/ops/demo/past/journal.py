"""Writing the past into the journal, before anything else is in it."""

import asyncio
from collections.abc import Sequence

from toile.journal import Cursor, Stream, open_reader, open_writer
from toile.wire.events import AdsEvent, AnyEvent, PoolEvent

# The first edge's own series: its next file, which the edge begins when it starts,
# closes this one, so that an erasure reaches it as it does any other.
_WRITER = "edge-0"


def is_empty(url: str) -> bool:
    """Tell whether nothing was ever written."""
    return not any(
        open_reader(url, stream).read(Cursor(), 1).entries for stream in ("pool", "ads")
    )


def write(url: str, pool: Sequence[PoolEvent], ads: Sequence[AdsEvent]) -> None:
    """Append both streams; once this returns they are on disk."""
    asyncio.run(_append(url, "pool", pool))
    asyncio.run(_append(url, "ads", ads))


async def _append(url: str, stream: Stream, events: Sequence[AnyEvent]) -> None:
    writer = open_writer(url, stream, _WRITER)
    try:
        written = [writer.append(event) for event in events]
        await asyncio.gather(*written[-1:])
    finally:
        await writer.close()
