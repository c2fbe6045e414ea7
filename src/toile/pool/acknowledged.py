"""What became of each erasure: a number, and when it had reached each place.

The number is drawn by chance and given to the person; nothing leads from it to a
browser. An erasure of an unknown browser has the same, and moves in the same steps.
"""

import datetime
import secrets
from collections.abc import Iterable
from typing import get_args

import msgspec

from toile.wire.clock import MS_A_DAY, to_datetime
from toile.wire.tags import ErasedPlace, ErasureState, Place

ACKNOWLEDGED = "acknowledged"
"""Pool space: number → ``Acknowledged``."""

# A year to show that it was done; there is nobody in it.
KEPT_MS = 365 * MS_A_DAY
# A segment of the journal is closed after an hour; only then can it be rewritten.
CLOSED_AFTER_MS = 3_900_000

REACHED_AT_ONCE: tuple[Place, ...] = ("pool", "lab", "ads", "exchanges")
"""What one transaction of the worker erases: profiles of both wings, the lab's rows,
and with them what the ids of exchanges lead to (decision 0020)."""

REACHED_HERE: tuple[Place, ...] = ("pool", "lab")
"""What it erases where the ads wing has a machine of its own, which is told later."""

_PLACES: tuple[Place, ...] = get_args(Place)
# Crockford's alphabet: nothing in it is mistaken for another.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_LENGTH = 16


class Acknowledged(msgspec.Struct, frozen=True):
    """When an erasure was asked for, and by place when it was done."""

    asked_ms: int
    objects: bool = False
    done_ms: dict[Place, int] = {}

    @property
    def is_done(self) -> bool:
        """Whether every place was reached."""
        return len(self.done_ms) == len(_PLACES)


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Acknowledged)

encode = _encoder.encode


def decode(record: bytes) -> Acknowledged:
    """Read what became of an erasure."""
    return _decoder.decode(record)


def new_number() -> str:
    """Draw a number: 80 random bits, so that nobody comes upon another's."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def number_from(digest: bytes) -> str:
    """Write ten bytes as a number, for one who asks again and must find the same."""
    value = int.from_bytes(digest[:10], "big")
    return "".join(_LETTERS[value >> shift & 31] for shift in range(75, -1, -5))


def read_number(text: str) -> str | None:
    """Read a number as people write it; ``None`` for what is none."""
    number = text.upper().translate(_READ_AS)
    if len(number) != _LENGTH or not set(number) <= set(_LETTERS):
        return None
    return number


def with_done(held: Acknowledged, places: Iterable[Place], at_ms: int) -> Acknowledged:
    """Note that places were reached; the first time counts."""
    done = {**dict.fromkeys(places, at_ms), **held.done_ms}
    return msgspec.structs.replace(held, done_ms=done)


def cleaned(held: Acknowledged, place: Place, began_ms: int) -> bool:
    """Tell whether a cleaning of a journal that began at a time took an erasure in.

    Whom to forget had to be known by then, and the segments of that time closed.
    """
    known_ms = held.done_ms.get("ads" if place == "ads_journal" else "pool")
    if place in held.done_ms or known_ms is None:
        return False
    return began_ms >= max(known_ms, held.asked_ms + CLOSED_AFTER_MS)


def state(number: str, held: Acknowledged) -> ErasureState:
    """Tell what became of an erasure."""
    places = (ErasedPlace(each, _time(held.done_ms.get(each))) for each in _PLACES)
    return ErasureState(number, held.objects, _time(held.asked_ms), tuple(places))


def _time(at_ms: int | None) -> str:
    if at_ms is None:
        return ""
    return to_datetime(at_ms).astimezone(datetime.UTC).isoformat(timespec="seconds")
