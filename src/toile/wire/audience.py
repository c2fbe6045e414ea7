"""What passes the narrow door: which segments an ``aid`` is in, and until when.

The pool's worker writes it into the ads wing's space; the ads wing reads it. It says
nothing of cinemas.
"""

import msgspec

AEA = "aea"
"""Salles Art et Essai: all members' visitors of the last 90 days (DESIGN §4)."""

SMALLEST_TARGETABLE = 100
"""No targeting of a segment under this many ids (DESIGN §5, rule 4)."""


AUDIENCE_TABLE = "audience"
"""Ads space: ``aid`` → ``Membership``. The pool's worker writes, the ads edge reads."""

SIZES_TABLE = "sizes"
"""Ads space: segment name → how many ids are in it, as decimal text."""

FORGOTTEN_TABLE = "forgotten"
"""Ads space: ``aid`` → when it was erased, milliseconds as decimal text."""


CLEANED_TABLE = "cleaned"
"""Both spaces: ``CLEANED_JOURNAL`` → when the last good cleaning of that wing's journal
began, milliseconds as decimal text. The door tells it to the pool's machine."""

CLEANED_JOURNAL = b"journal"

MOVED_TABLE = "moved"
"""Ads space: ``aid`` of an earlier version of the union's keys → that of the present.

A browser keeps its cookie until its next handover; whatever it is known by, it is one.
"""


class Membership(msgspec.Struct, frozen=True, gc=False):
    """Segments of one id, each with the last UTC day on which it counts."""

    until_day: dict[str, int]

    def has(self, segment: str, today: int) -> bool:
        """Tell whether the id is in the segment on the given UTC day."""
        return self.until_day.get(segment, -1) >= today


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Membership)


def encode(membership: Membership) -> bytes:
    """Write a membership as it stands in the ads space."""
    return _encoder.encode(membership)


def decode(record: bytes) -> Membership:
    """Read a membership from the ads space."""
    return _decoder.decode(record)
