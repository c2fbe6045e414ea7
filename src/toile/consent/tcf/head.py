"""The fixed fields that a TC string's core begins with, and its segments' types."""

from enum import IntEnum

from toile.consent.tcf.refusals import RefusedError, TcfRefusal

HEAD_BITS = 213
"""Version to PublisherCC (SPECS §2.2); the last of them is at bit 0 of the head."""

VERSION = 2
MS_A_DECISECOND = 100

DISCLOSED_SINCE = 17_722_368_000
"""2026-02-28 in deciseconds: strings created from then on name the vendors that were
disclosed (TCF 2.3, SPECS §2.1)."""

_FIRST_CMP = 2
_LETTERS = 26
# Which pairs of six bits are two letters.
_IS_LETTERS = bytes(
    pair >> 6 < _LETTERS and pair & 63 < _LETTERS for pair in range(1 << 12)
)


class Kind(IntEnum):
    """What a segment after the core is, by its first three bits."""

    DISCLOSED_VENDORS = 1
    ALLOWED_VENDORS = 2
    """Of global consent, gone since v2.2; read over where an old string has it."""
    PUBLISHER_TC = 3


def checked_head(bits: int, left: int) -> int:
    """Read the fixed fields of a core of so many bits as one number, all checked."""
    if left < HEAD_BITS:
        raise RefusedError(TcfRefusal.CUT)
    head = bits >> (left - HEAD_BITS)
    if head >> 207 != VERSION:
        raise RefusedError(TcfRefusal.VERSION)
    if head >> 123 & 0xFFF < _FIRST_CMP:
        raise RefusedError(TcfRefusal.NO_TOOL)
    if not (_IS_LETTERS[head >> 93 & 0xFFF] and _IS_LETTERS[head & 0xFFF]):
        raise RefusedError(TcfRefusal.BAD_LETTERS)
    if not head >> 74 & 1:
        raise RefusedError(TcfRefusal.NOT_SERVICE_SPECIFIC)
    return head


def letters(pair: int) -> str:
    """Write twelve bits as two letters."""
    return chr(65 + (pair >> 6)) + chr(65 + (pair & 63))
