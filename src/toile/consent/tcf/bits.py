"""A segment as one whole number, read from its left by shifting (SPECS §2.2).

Every reader takes ``bits`` (the number) and ``left`` (how many of its bits are not yet
read) and gives back what it read with what is then left. All raise ``RefusedError``.
"""

from binascii import a2b_base64

from toile.consent.tcf.refusals import RefusedError, TcfRefusal

LONGEST = 8192
"""Characters of a whole TC string. The longest in the wild are of some 3,000."""

_FILL = 24
"""Encoders fill up to whole characters, bytes, or both: by fewer bits than this."""

_PADS = (b"", b"AAA", b"AA", b"A")
_PAD_BITS = (0, 18, 12, 6)
# What is not of the URL-safe alphabet becomes what no base64 holds.
_FROM_URL_SAFE = bytes.maketrans(b"-_+/=", b"+/   ")


def split_segments(tc: str) -> list[bytes]:
    """Split a TC string into its segments, in the alphabet of plain base64."""
    if not tc:
        raise RefusedError(TcfRefusal.EMPTY)
    if len(tc) > LONGEST:
        raise RefusedError(TcfRefusal.TOO_LONG)
    try:
        return tc.encode("ascii").translate(_FROM_URL_SAFE).split(b".")
    except UnicodeEncodeError:
        raise RefusedError(TcfRefusal.NOT_BASE64) from None


def segment_bits(segment: bytes) -> tuple[int, int]:
    """Read a segment's characters, six bits each.

    Filled up with zeros, not with ``=``: so the odd bits of its last characters are
    neither lost nor hidden, whichever unit the encoder filled up to.
    """
    over = len(segment) & 3
    try:
        raw = a2b_base64(segment + _PADS[over] if over else segment, strict_mode=True)
    except ValueError:
        raise RefusedError(TcfRefusal.NOT_BASE64) from None
    if not raw:
        raise RefusedError(TcfRefusal.NOT_BASE64)
    bits = int.from_bytes(raw, "big")
    return bits >> _PAD_BITS[over] if over else bits, len(segment) * 6


def check_end(bits: int, left: int) -> None:
    """Refuse what is left after the last field, unless it only fills up."""
    if left >= _FILL or bits & ((1 << left) - 1):
        raise RefusedError(TcfRefusal.OVERLONG)


def take(bits: int, left: int, count: int) -> tuple[int, int]:
    """Read the next field of so many bits."""
    left -= count
    if left < 0:
        raise RefusedError(TcfRefusal.CUT)
    return bits >> left & ((1 << count) - 1), left
