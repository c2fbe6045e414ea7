"""Identifiers: ULIDs for things, and the three pseudonymous ids of a browser.

``tid`` is what the pool's cookie holds, ``sid`` keys all that the pool stores, ``aid``
is the ads wing's name for the same browser (decision 0001; DESIGN §2). How they are
derived is the business of ``toile.pool.identity``; both wings only need the types.
"""

import base64
import os
from typing import NewType

Ulid = NewType("Ulid", str)
Tid = NewType("Tid", bytes)
Sid = NewType("Sid", bytes)
Aid = NewType("Aid", bytes)

ID_BYTES = 16
COOKIE_ID_CHARS = 22

_CROCKFORD = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)


def new_ulid(now_ms: int) -> Ulid:
    """Make a ULID of the given time: 26 characters, sortable by millisecond."""
    # 32 zero bits in front make 160 bits, which base32 cuts evenly; the six
    # characters that hold only padding are dropped again.
    raw = b"\0\0\0\0" + now_ms.to_bytes(6, "big") + os.urandom(10)
    return Ulid(base64.b32encode(raw).translate(_CROCKFORD)[6:].decode("ascii"))


def ulid_time_ms(ulid: Ulid) -> int:
    """Read the creation time out of a ULID, in milliseconds since the epoch."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    value = 0
    for character in ulid[:10]:
        value = value * 32 + alphabet.index(character)
    return value


def new_tid() -> Tid:
    """Make a cookie id of the pool: 128 random bits."""
    return Tid(os.urandom(ID_BYTES))


def to_cookie(identifier: bytes) -> str:
    """Write a 16-byte id as the 22 URL-safe characters of a cookie value."""
    return base64.urlsafe_b64encode(identifier)[:COOKIE_ID_CHARS].decode("ascii")


def from_cookie(value: str) -> bytes | None:
    """Read a cookie value back to its 16 bytes; ``None`` if it is not one of ours."""
    if len(value) != COOKIE_ID_CHARS:
        return None
    try:
        raw = base64.b64decode(value + "==", altchars=b"-_", validate=True)
    except ValueError:
        return None
    # The last character carries four unused bits; only the canonical form is ours.
    return raw if to_cookie(raw) == value else None
