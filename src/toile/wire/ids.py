"""Identifiers: ULIDs for things, and the three pseudonymous ids of a browser.

``tid`` is what the pool's cookie holds, ``sid`` keys all that the pool stores, ``aid``
is the ads wing's name for the same browser (decision 0001; DESIGN §2). How they are
derived is the business of ``toile.pool.identity``; both wings only need the types.
"""

import binascii
import os
import random
import re
from functools import lru_cache
from typing import NewType

Ulid = NewType("Ulid", str)
Tid = NewType("Tid", bytes)
Sid = NewType("Sid", bytes)
Aid = NewType("Aid", bytes)

ID_BYTES = 16
COOKIE_ID_CHARS = 22
# The last character carries four unused bits; only the canonical form is ours.
_COOKIE = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Ten bits at a time, by look-up: every event has an id, and the standard library's
# base32 takes six times as long.
_PAIRS = [first + second for first in _CROCKFORD for second in _CROCKFORD]
_TO_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_FROM_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def new_ulid(now_ms: int) -> Ulid:
    """Make a ULID of the given time: 26 characters, sortable by millisecond."""
    # Ids must differ, not be secret: a generator (reseeded by Python in each forked
    # process) spares each event a system call.
    chance = random.getrandbits(80)
    pairs = _PAIRS
    return Ulid(
        f"{_ulid_time(now_ms)}"
        f"{pairs[chance >> 70]}{pairs[chance >> 60 & 1023]}"
        f"{pairs[chance >> 50 & 1023]}{pairs[chance >> 40 & 1023]}"
        f"{pairs[chance >> 30 & 1023]}{pairs[chance >> 20 & 1023]}"
        f"{pairs[chance >> 10 & 1023]}{pairs[chance & 1023]}"
    )


# Many events share a millisecond.
@lru_cache(16)
def _ulid_time(now_ms: int) -> str:
    return "".join(_PAIRS[now_ms >> shift & 1023] for shift in (40, 30, 20, 10, 0))


def ulid_time_ms(ulid: Ulid) -> int:
    """Read the creation time out of a ULID, in milliseconds since the epoch."""
    return _number(ulid[:10])


def ulid_int(ulid: Ulid) -> int:
    """Read a ULID as the number of 128 bits that it writes."""
    return _number(ulid)


def _number(text: str) -> int:
    value = 0
    for character in text:
        value = value * 32 + _CROCKFORD.index(character)
    return value


def new_tid() -> Tid:
    """Make a cookie id of the pool: 128 random bits."""
    return Tid(os.urandom(ID_BYTES))


def to_cookie(identifier: bytes) -> str:
    """Write a 16-byte id as the 22 URL-safe characters of a cookie value."""
    padded = binascii.b2a_base64(identifier, newline=False).translate(_TO_URL_SAFE)
    return padded[:COOKIE_ID_CHARS].decode("ascii")


def from_cookie(value: str) -> bytes | None:
    """Read a cookie value back to its 16 bytes; ``None`` if it is not one of ours."""
    if _COOKIE.fullmatch(value) is None:
        return None
    return binascii.a2b_base64(value.encode("ascii").translate(_FROM_URL_SAFE) + b"==")
