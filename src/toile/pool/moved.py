"""An id of the pool that goes on under another: the union's keys were rotated.

The pool space's ``MOVED`` table leads both ways while both versions are read: from the
earlier id to the present one, under which all is held, and back, so that an erasure
reaches what was written under the earlier id (decision 0030). It goes with the version.
"""

from collections.abc import Iterator
from typing import Protocol

from toile.profiles import Update
from toile.wire.ids import Sid

MOVED = "moved"

_TO, _FROM = b">", b"<"


class Readable(Protocol):
    """A space, or a change of one."""

    def get(self, table: str, key: bytes) -> bytes | None:
        """Read one value."""


class Scannable(Readable, Protocol):
    """A space, or a change of one, that can be walked over."""

    def scan(self, table: str, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """Walk over keys that begin with a prefix, in order."""


def remember(pool: Update, earlier: Sid, sid: Sid) -> None:
    """Note that an id goes on under another."""
    pool.put(MOVED, _TO + earlier, sid)
    pool.put(MOVED, _FROM + sid, earlier)


def forget(pool: Update, earlier: Sid, sid: Sid) -> None:
    """Forget that two ids are one."""
    pool.delete(MOVED, _TO + earlier)
    pool.delete(MOVED, _FROM + sid)


def present_of(pool: Readable, sid: Sid) -> Sid:
    """Tell the id under which all is held; most often, the id itself."""
    present = pool.get(MOVED, _TO + sid)
    return sid if present is None else Sid(present)


def earlier_of(pool: Readable, sid: Sid) -> Sid | None:
    """Tell under which id a browser was known before the rotation."""
    earlier = pool.get(MOVED, _FROM + sid)
    return None if earlier is None else Sid(earlier)


def pairs(pool: Scannable) -> list[tuple[Sid, Sid]]:
    """List all that moved: the earlier id and the present one."""
    return [(Sid(key[1:]), Sid(sid)) for key, sid in pool.scan(MOVED, _TO)]
