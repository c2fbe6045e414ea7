"""An id of the ads wing that goes on under another: the union's keys were rotated.

Both ids name one browser. Its caps move with it; until its cookie is renewed by the
next handover, the table tells what it is known by now.
"""

from typing import Protocol

from toile.ads.delivery import caps
from toile.ads.delivery.caps import CAPS
from toile.profiles import Update
from toile.wire.audience import MOVED_TABLE
from toile.wire.ids import Aid


class Readable(Protocol):
    """A space, or a change of one."""

    def get(self, table: str, key: bytes) -> bytes | None:
        """Read one value."""


def move(ads: Update, earlier: Aid, aid: Aid) -> None:
    """Let an id go on under another; told twice, it moves what came in between."""
    ads.put(MOVED_TABLE, earlier, aid)
    record = ads.get(CAPS, earlier)
    if record is None:
        return
    ads.delete(CAPS, earlier)
    present = ads.get(CAPS, aid)
    seen = caps.decode(record)
    if present is not None:
        seen = caps.merged(caps.decode(present), seen)
    ads.put(CAPS, aid, caps.encode(seen))


def known_as(ads: Readable, aid: Aid) -> Aid:
    """Tell what an id is known by now; most often, itself."""
    present = ads.get(MOVED_TABLE, aid)
    return aid if present is None else Aid(present)
