"""What a TC string says to one vendor."""

from enum import IntEnum

import msgspec


class Restriction(IntEnum):
    """What a publisher may ask of vendors for a purpose; the numbers are the TCF's."""

    NOT_ALLOWED = 0
    REQUIRE_CONSENT = 1
    REQUIRE_INTEREST = 2


class VendorView(msgspec.Struct, frozen=True, gc=False):
    """A valid string, as far as it concerns one vendor.

    Purposes are masks of 24 bits, purpose 1's the leftmost; times are milliseconds
    since the epoch.
    """

    created_ms: int
    last_updated_ms: int
    vendor_list_version: int
    special_features: int
    purposes_consent: int
    purposes_interest: int
    consent: bool
    interest: bool
    disclosed: bool | None
    """``None``: the string is older than the rule that vendors are named."""
    not_allowed: int
    only_consent: int
    only_interest: int
