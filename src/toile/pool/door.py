"""The narrow door: what the pool lets the ads wing know, and nothing more.

It writes ``aid → Membership`` into the ads space and keeps each segment's size there,
for a segment under 100 ids may not be targeted.
"""

from toile.profiles import Update
from toile.wire.audience import (
    AUDIENCE_TABLE,
    FORGOTTEN_TABLE,
    SIZES_TABLE,
    Membership,
    decode,
    encode,
)
from toile.wire.ids import Aid


def let_through(update: Update, aid: Aid, membership: Membership | None) -> None:
    """Publish an id's segments, or take the id away; sizes follow."""
    record = update.get(AUDIENCE_TABLE, aid)
    before = set() if record is None else set(decode(record).until_day)
    after = set() if membership is None else set(membership.until_day)
    if membership is None:
        update.delete(AUDIENCE_TABLE, aid)
    else:
        update.put(AUDIENCE_TABLE, aid, encode(membership))
    for segment in after - before:
        _resize(update, segment, +1)
    for segment in before - after:
        _resize(update, segment, -1)


def forget(update: Update, aid: Aid, at_ms: int) -> None:
    """Take an id away and tell the ads wing to forget its past up to a time."""
    let_through(update, aid, None)
    update.put(FORGOTTEN_TABLE, aid, str(at_ms).encode())


def write_size(update: Update, segment: str, size: int) -> None:
    """Set a segment's size, as counted anew."""
    update.put(SIZES_TABLE, segment.encode(), str(size).encode())


def read_size(update: Update, segment: str) -> int:
    """Read a segment's size; an unknown segment is empty."""
    return int(update.get(SIZES_TABLE, segment.encode()) or b"0")


def _resize(update: Update, segment: str, change: int) -> None:
    write_size(update, segment, max(0, read_size(update, segment) + change))
