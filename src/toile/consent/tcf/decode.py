"""A TC string read whole: for the portal, for proofs, for tests (SPECS §2.2).

The bid path asks ``glance`` instead, which reads the same for one vendor only.
"""

from typing import NamedTuple

import msgspec

from toile.consent.tcf.bits import check_end, segment_bits, split_segments, take
from toile.consent.tcf.head import (
    DISCLOSED_SINCE,
    HEAD_BITS,
    MS_A_DECISECOND,
    Kind,
    checked_head,
    letters,
)
from toile.consent.tcf.purposes import PURPOSE_PLACES, purpose_mask
from toile.consent.tcf.refusals import RefusedError, TcfRefusal
from toile.consent.tcf.sections import (
    HIGHEST_VENDOR,
    Vendors,
    all_vendors,
    ranges,
)
from toile.consent.tcf.view import Restriction, VendorView


class PublisherRestriction(msgspec.Struct, frozen=True):
    """What a publisher asks of some vendors for one purpose."""

    purpose: int
    kind: Restriction
    vendors: Vendors


class TcString(msgspec.Struct, frozen=True, kw_only=True):
    """All that a valid string says. Masks have 24 bits, purpose 1's is the leftmost."""

    created_ms: int
    last_updated_ms: int
    cmp_id: int
    cmp_version: int
    consent_screen: int
    language: str
    vendor_list_version: int
    policy_version: int
    non_standard_texts: bool
    special_features: int
    """Twelve bits; special feature 1's is the leftmost."""
    purposes_consent: int
    purposes_interest: int
    purpose_one_treatment: bool
    publisher_country: str
    vendors_consent: Vendors
    vendors_interest: Vendors
    restrictions: tuple[PublisherRestriction, ...]
    disclosed: Vendors | None
    """``None``: the string has no such segment (it may lack it before 2026-02-28)."""
    publisher_consent: int | None
    """The publisher's own purposes; ``None``: no such segment. No vendor's business."""
    publisher_interest: int | None

    def seen_by(self, vendor: int) -> VendorView:
        """Give what the string says to one vendor."""
        masks = [0, 0, 0]
        for one in self.restrictions:
            if vendor in one.vendors:
                masks[one.kind] |= purpose_mask(one.purpose)
        return VendorView(
            created_ms=self.created_ms,
            last_updated_ms=self.last_updated_ms,
            vendor_list_version=self.vendor_list_version,
            special_features=self.special_features,
            purposes_consent=self.purposes_consent,
            purposes_interest=self.purposes_interest,
            consent=vendor in self.vendors_consent,
            interest=vendor in self.vendors_interest,
            disclosed=None if self.disclosed is None else vendor in self.disclosed,
            not_allowed=masks[Restriction.NOT_ALLOWED],
            only_consent=masks[Restriction.REQUIRE_CONSENT],
            only_interest=masks[Restriction.REQUIRE_INTEREST],
        )


def decode(tc: str) -> TcString | TcfRefusal:
    """Read a string whole, or tell why it is no yes. Raises nothing."""
    try:
        return _decode(tc)
    except RefusedError as refused:
        return refused.refusal


class _Segments(NamedTuple):
    """What stands after the core."""

    disclosed: Vendors | None
    publisher_consent: int | None
    publisher_interest: int | None


def _decode(tc: str) -> TcString:
    core, *others = split_segments(tc)
    bits, left = segment_bits(core)
    head = checked_head(bits, left)
    left -= HEAD_BITS
    consent, left = all_vendors(bits, left)
    interest, left = all_vendors(bits, left)
    restrictions, left = _restrictions(bits, left)
    check_end(bits, left)
    segments = _segments(others)
    created = head >> 171 & 0xFFFFFFFFF
    if created >= DISCLOSED_SINCE and segments.disclosed is None:
        raise RefusedError(TcfRefusal.NO_DISCLOSED_VENDORS)
    return TcString(
        created_ms=created * MS_A_DECISECOND,
        last_updated_ms=(head >> 135 & 0xFFFFFFFFF) * MS_A_DECISECOND,
        cmp_id=head >> 123 & 0xFFF,
        cmp_version=head >> 111 & 0xFFF,
        consent_screen=head >> 105 & 0x3F,
        language=letters(head >> 93 & 0xFFF),
        vendor_list_version=head >> 81 & 0xFFF,
        policy_version=head >> 75 & 0x3F,
        non_standard_texts=head >> 73 & 1 == 1,
        special_features=head >> 61 & 0xFFF,
        purposes_consent=head >> 37 & 0xFFFFFF,
        purposes_interest=head >> 13 & 0xFFFFFF,
        purpose_one_treatment=head >> 12 & 1 == 1,
        publisher_country=letters(head & 0xFFF),
        vendors_consent=consent,
        vendors_interest=interest,
        restrictions=restrictions,
        **segments._asdict(),
    )


def _restrictions(bits: int, left: int) -> tuple[tuple[PublisherRestriction, ...], int]:
    count, left = take(bits, left, 12)
    found = []
    for _ in range(count):
        purpose, left = take(bits, left, 6)
        kind, left = take(bits, left, 2)
        if purpose == 0 or kind == 3:
            raise RefusedError(TcfRefusal.BAD_RESTRICTION)
        vendors, left = ranges(bits, left, HIGHEST_VENDOR)
        found.append(PublisherRestriction(purpose, Restriction(kind), vendors))
    return tuple(found), left


def _segments(segments: list[bytes]) -> _Segments:
    disclosed = consent = interest = None
    seen = set()
    for segment in segments:
        bits, left = segment_bits(segment)
        kind, left = take(bits, left, 3)
        if kind in seen:
            raise RefusedError(TcfRefusal.BAD_SEGMENT)
        seen.add(kind)
        if kind == Kind.DISCLOSED_VENDORS:
            disclosed, left = all_vendors(bits, left)
        elif kind == Kind.ALLOWED_VENDORS:
            _, left = all_vendors(bits, left)
        elif kind == Kind.PUBLISHER_TC:
            consent, left = take(bits, left, PURPOSE_PLACES)
            interest, left = take(bits, left, PURPOSE_PLACES)
            custom, left = take(bits, left, 6)
            _, left = take(bits, left, 2 * custom)
        else:
            raise RefusedError(TcfRefusal.BAD_SEGMENT)
        check_end(bits, left)
    return _Segments(disclosed, consent, interest)
