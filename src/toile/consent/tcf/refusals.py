"""Why a TC string is no yes; each with its source."""

from enum import StrEnum


class TcfRefusal(StrEnum):
    """The coded noes of the decoder; the value is what metrics and answers show."""

    EMPTY = "empty"
    """There is no string (SPECS §2.3: none in GDPR scope, no processing)."""

    TOO_LONG = "too_long"
    """Longer than ``LONGEST`` (own bound: twice what a cookie holds)."""

    NOT_BASE64 = "not_base64"
    """A segment is empty or not of the URL-safe alphabet without padding (TCF-S)."""

    CUT = "cut"
    """A segment ends before its last field does (TCF-S)."""

    OVERLONG = "overlong"
    """After the last field there is more than the zeros that fill up (TCF-S)."""

    VERSION = "version"
    """It is not of version 2 (TCF-S)."""

    NO_TOOL = "no_tool"
    """CmpId 0 and 1 are nobody's (TCF-S; the IAB's library refuses them as well)."""

    DELETED_TOOL = "deleted_tool"
    """Its tool had been taken off the list of CMPs when it wrote it (TCF-S)."""

    BAD_LETTERS = "bad_letters"
    """Language or country are not two letters (TCF-S)."""

    NOT_SERVICE_SPECIFIC = "not_service_specific"
    """IsServiceSpecific must be 1: global consent is no more (SPECS §2.2)."""

    BAD_VENDORS = "bad_vendors"
    """A range of vendors runs backwards, from 0, or beyond MaxVendorId (TCF-S)."""

    BAD_RESTRICTION = "bad_restriction"
    """A publisher restriction of no purpose or of the unknown type 3 (TCF-S)."""

    BAD_SEGMENT = "bad_segment"
    """A segment of an unknown type, or two of one type (TCF-S)."""

    NO_DISCLOSED_VENDORS = "no_disclosed_vendors"
    """Created since 2026-02-28 without its DisclosedVendors (TCF 2.3, SPECS §2.1)."""

    FROM_THE_FUTURE = "from_the_future"
    """Written later than now, by more than two clocks may differ."""

    TOO_OLD = "too_old"
    """Last updated more than 13 months ago (SPECS §3.1: a choice's outer bound)."""


class RefusedError(Exception):
    """How a refusal leaves the depths of the decoder; never seen outside of them."""

    def __init__(self, refusal: TcfRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
