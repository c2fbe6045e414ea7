"""A TC string read for one vendor in a few microseconds: the bid path's decoder.

It refuses exactly what ``decode`` refuses, and sees what ``decode`` then shows that
vendor (a test holds both side by side), but builds no set of anybody else.
"""

from toile.consent.tcf.bits import check_end, segment_bits, split_segments, take
from toile.consent.tcf.head import (
    DISCLOSED_SINCE,
    HEAD_BITS,
    MS_A_DECISECOND,
    Kind,
    checked_head,
)
from toile.consent.tcf.purposes import PURPOSE_PLACES, purpose_mask
from toile.consent.tcf.refusals import RefusedError, TcfRefusal
from toile.consent.tcf.sections import HIGHEST_VENDOR, has_vendor, range_has_vendor
from toile.consent.tcf.view import VendorView

# Enum members are slow to reach; these are asked for with every string.
_DISCLOSED = int(Kind.DISCLOSED_VENDORS)
_ALLOWED = int(Kind.ALLOWED_VENDORS)
_PUBLISHER = int(Kind.PUBLISHER_TC)


def glance(tc: str, vendor: int) -> VendorView | TcfRefusal:
    """Read what a string says to one vendor, or why it is no yes. Raises nothing."""
    try:
        return _glance(tc, vendor)
    except RefusedError as refused:
        return refused.refusal


def _glance(tc: str, vendor: int) -> VendorView:
    core, *others = split_segments(tc)
    bits, left = segment_bits(core)
    head = checked_head(bits, left)
    left -= HEAD_BITS
    consent, left = has_vendor(bits, left, vendor)
    interest, left = has_vendor(bits, left, vendor)
    count, left = take(bits, left, 12)
    restrictions = _NONE
    if count:
        restrictions, left = _restrictions(bits, left, count, vendor)
    check_end(bits, left)
    disclosed = _disclosed(others, vendor) if others else None
    created = head >> 171 & 0xFFFFFFFFF
    if disclosed is None and created >= DISCLOSED_SINCE:
        raise RefusedError(TcfRefusal.NO_DISCLOSED_VENDORS)
    return VendorView(
        created * MS_A_DECISECOND,
        (head >> 135 & 0xFFFFFFFFF) * MS_A_DECISECOND,
        head >> 81 & 0xFFF,
        head >> 61 & 0xFFF,
        head >> 37 & 0xFFFFFF,
        head >> 13 & 0xFFFFFF,
        consent,
        interest,
        disclosed,
        *restrictions,
    )


_NONE = (0, 0, 0)
_FORGET_AFTER = 16


def _restrictions(
    bits: int, left: int, count: int, vendor: int
) -> tuple[tuple[int, int, int], int]:
    """Read a mask of purposes for each type of restriction that names the vendor."""
    masks = [0, 0, 0]
    for number in range(count):
        if number % _FORGET_AFTER == 0:
            # A shift costs by what lies before: what is read is dropped now and then.
            bits &= (1 << left) - 1
        head, left = take(bits, left, 8)
        purpose = head >> 2
        kind = head & 3
        if purpose == 0 or kind == 3:
            raise RefusedError(TcfRefusal.BAD_RESTRICTION)
        concerned, left = range_has_vendor(bits, left, vendor, HIGHEST_VENDOR)
        if concerned:
            masks[kind] |= purpose_mask(purpose)
    return (masks[0], masks[1], masks[2]), left


def _disclosed(segments: list[bytes], vendor: int) -> bool | None:
    """Tell whether the vendor was disclosed; ``None``: no segment says who was."""
    disclosed = None
    seen = 0
    for segment in segments:
        bits, left = segment_bits(segment)
        left -= 3
        kind = bits >> left
        if seen >> kind & 1:
            raise RefusedError(TcfRefusal.BAD_SEGMENT)
        seen |= 1 << kind
        if kind == _DISCLOSED:
            disclosed, left = has_vendor(bits, left, vendor)
        elif kind == _PUBLISHER:
            fields, left = take(bits, left, 2 * PURPOSE_PLACES + 6)
            _, left = take(bits, left, 2 * (fields & 0x3F))
        elif kind == _ALLOWED:
            _, left = has_vendor(bits, left, vendor)
        else:
            raise RefusedError(TcfRefusal.BAD_SEGMENT)
        check_end(bits, left)
    return disclosed
