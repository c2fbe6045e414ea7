"""Vendor sections: a bitfield or ranges, read for one vendor or for all (SPECS §2.2).

What is read for one is read for all as well: the same lengths, the same refusals.
"""

from collections.abc import Iterator

import msgspec

from toile.consent.tcf.bits import take
from toile.consent.tcf.refusals import RefusedError, TcfRefusal

HIGHEST_VENDOR = 0xFFFF
"""Vendor ids have 16 bits."""

_HEAD_BITS = 17
_COUNT_BITS = 12
_WINDOW_ENTRIES = 12
_WINDOW_BITS = 33 * _WINDOW_ENTRIES
_WINDOW = (1 << _WINDOW_BITS) - 1


class Vendors(msgspec.Struct, frozen=True):
    """A set of vendors, as two numbers: the highest id, and a bit for each from 1."""

    highest: int = 0
    bits: int = 0
    """``highest`` bits; vendor 1's is the leftmost, as in the string."""

    def __contains__(self, vendor: int) -> bool:
        return (
            0 < vendor <= self.highest and self.bits >> (self.highest - vendor) & 1 == 1
        )

    def __iter__(self) -> Iterator[int]:
        text = format(self.bits, f"0{self.highest}b") if self.highest else ""
        return (place for place, bit in enumerate(text, 1) if bit == "1")


def has_vendor(bits: int, left: int, vendor: int) -> tuple[bool, int]:
    """Tell whether a vendor is in the section that begins here."""
    left -= _HEAD_BITS
    if left < 0:
        raise RefusedError(TcfRefusal.CUT)
    head = bits >> left & 0x1FFFF
    highest = head >> 1
    if head & 1:
        return range_has_vendor(bits, left, vendor, highest)
    left -= highest
    if left < 0:
        raise RefusedError(TcfRefusal.CUT)
    if not 0 < vendor <= highest:
        return False, left
    return bits >> (left + highest - vendor) & 1 == 1, left


def range_has_vendor(
    bits: int, left: int, vendor: int, highest: int
) -> tuple[bool, int]:
    """Tell whether a vendor is in the ranges that begin here with their count."""
    count, left = take(bits, left, _COUNT_BITS)
    found = False
    while count > 0:
        # Shifting a whole segment costs by its length: a few entries at a time.
        span = min(left, _WINDOW_BITS)
        left -= span
        window = bits >> left & _WINDOW
        for _ in range(min(count, _WINDOW_ENTRIES)):
            span -= 17
            if span < 0:
                raise RefusedError(TcfRefusal.CUT)
            first = last = window >> span & 0x1FFFF
            if first > 0xFFFF:
                first &= 0xFFFF
                span -= 16
                if span < 0:
                    raise RefusedError(TcfRefusal.CUT)
                last = window >> span & 0xFFFF
            if not 0 < first <= last <= highest:
                raise RefusedError(TcfRefusal.BAD_VENDORS)
            if first <= vendor <= last:
                found = True
        left += span
        count -= _WINDOW_ENTRIES
    return found, left


def all_vendors(bits: int, left: int) -> tuple[Vendors, int]:
    """Read the section that begins here."""
    head, left = take(bits, left, _HEAD_BITS)
    highest = head >> 1
    if head & 1:
        return ranges(bits, left, highest)
    field, left = take(bits, left, highest)
    return Vendors(highest, field), left


def ranges(bits: int, left: int, highest: int) -> tuple[Vendors, int]:
    """Read the ranges that begin here with their count."""
    count, left = take(bits, left, _COUNT_BITS)
    field = 0
    for _ in range(count):
        is_range, left = take(bits, left, 1)
        first, left = take(bits, left, 16)
        last = first
        if is_range:
            last, left = take(bits, left, 16)
        if not 0 < first <= last <= highest:
            raise RefusedError(TcfRefusal.BAD_VENDORS)
        field |= ((1 << (last - first + 1)) - 1) << (highest - last)
    return Vendors(highest, field), left
