"""The vendor list (GVL), version by version; the last good one is kept.

Pure: whoever fetches it (weekly, server-side: SPECS §2.3) hands over the bytes.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from toile.consent.tcf.legal import BY_CONSENT, NO_BASIS, LegalBases
from toile.consent.tcf.purposes import PURPOSE_PLACES, purpose_mask
from toile.consent.tcf.sections import HIGHEST_VENDOR

SPECIFICATION = 3
"""The only gvlSpecificationVersion since TCF v2.2 (SPECS §2.1)."""

PurposeId = Annotated[int, msgspec.Meta(ge=1, le=PURPOSE_PLACES)]
VendorId = Annotated[int, msgspec.Meta(ge=1, le=HIGHEST_VENDOR)]


class Vendor(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """What we need to know of a vendor. Fields as in vendor-list.json."""

    id: VendorId
    name: str
    purposes: tuple[PurposeId, ...]
    """Those that it does by consent."""
    leg_int_purposes: tuple[PurposeId, ...]
    """Those that it does by legitimate interest."""
    flexible_purposes: tuple[PurposeId, ...]
    special_purposes: tuple[PurposeId, ...]
    deleted_date: datetime | None = None
    uses_cookies: bool = False
    cookie_max_age_seconds: int | None = None
    device_storage_disclosure_url: str = ""

    @property
    def bases(self) -> LegalBases:
        """Its legal bases; none at all once a date of deletion stands."""
        if self.deleted_date is not None:
            return NO_BASIS
        return LegalBases(
            purpose_mask(*self.purposes),
            purpose_mask(*self.leg_int_purposes),
            purpose_mask(*self.flexible_purposes),
        )


class VendorList(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the list."""

    specification: int = msgspec.field(name="gvlSpecificationVersion")
    version: int = msgspec.field(name="vendorListVersion")
    policy_version: int = msgspec.field(name="tcfPolicyVersion")
    last_updated: datetime = msgspec.field(name="lastUpdated")
    vendors: Mapping[VendorId, Vendor]


class ListRefusal(StrEnum):
    """Why a fetched list does not replace the last good one."""

    UNREADABLE = "unreadable"
    """Not the JSON of a vendor list (TCF-S, vendor-list.json)."""

    SPECIFICATION = "specification"
    """Of another gvlSpecificationVersion than 3 (SPECS §2.1)."""

    NO_VENDORS = "no_vendors"
    """An empty list, or one whose vendors stand under other ids than their own."""

    OLDER = "older"
    """Of a lower version than the one at hand; the newest list never goes back."""


class TakenList(msgspec.Struct, frozen=True):
    """The list to go on with, and why it is not the fetched one (``None``: it is)."""

    vendor_list: VendorList | None
    refusal: ListRefusal | None = None


_decoder = msgspec.json.Decoder(VendorList)


def take_list(raw: bytes, last_good: VendorList | None) -> TakenList:
    """Take a fetched vendor-list.json, or keep the last good one. Raises nothing."""
    try:
        fetched = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return TakenList(last_good, ListRefusal.UNREADABLE)
    if fetched.specification != SPECIFICATION:
        return TakenList(last_good, ListRefusal.SPECIFICATION)
    if not fetched.vendors or any(
        number != vendor.id for number, vendor in fetched.vendors.items()
    ):
        return TakenList(last_good, ListRefusal.NO_VENDORS)
    if last_good is not None and fetched.version < last_good.version:
        return TakenList(last_good, ListRefusal.OLDER)
    return TakenList(fetched)


class Registration(msgspec.Struct, frozen=True):
    """Our own entry on the vendor list, by version of the list."""

    vendor: int
    by_version: Mapping[int, LegalBases] = {}
    otherwise: LegalBases = BY_CONSENT
    """What holds for a version that is not at hand."""
    deleted_tools: Mapping[int, int] = {}
    """CmpId → since when it is deleted, in milliseconds; see ``cmps``."""

    def bases(self, version: int) -> LegalBases:
        """Give what we had declared in the version that a string was made with."""
        return self.by_version.get(version, self.otherwise)


def registration(vendor: int, lists: Iterable[VendorList] = ()) -> Registration:
    """Find a vendor in the lists at hand.

    Without a list: consent alone. For a version that is not at hand: consent alone,
    for what the newest list says is done by consent. Who is not on the newest list, or
    deleted there, has no legal basis under any version.
    """
    return registered(vendor, {each.version: bases_of(each, vendor) for each in lists})


def registered(
    vendor: int,
    by_version: Mapping[int, LegalBases],
    deleted_tools: Mapping[int, int] = {},
) -> Registration:
    """Say the same of what was read of the lists before: our bases by version."""
    if not by_version:
        return Registration(vendor, deleted_tools=deleted_tools)
    newest = by_version[max(by_version)]
    if newest == NO_BASIS:
        return Registration(vendor, {}, NO_BASIS, deleted_tools)
    otherwise = LegalBases(newest.consent)
    return Registration(vendor, by_version, otherwise, deleted_tools)


def bases_of(vendors: VendorList, vendor: int) -> LegalBases:
    """Tell what a vendor declared in one version; not on it: nothing."""
    found = vendors.vendors.get(vendor)
    return NO_BASIS if found is None else found.bases
