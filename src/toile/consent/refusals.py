"""Why something may not be done with a person's data; each with its source."""

from enum import StrEnum


class ConsentRefusal(StrEnum):
    """The coded noes of consent; the value is what metrics and answers show."""

    GPC = "gpc"
    """The browser sends Sec-GPC: 1 (SPECS §2.5: a refusal of purposes 3 and 4)."""

    NO_COOKIE = "no_cookie"
    """The browser does not keep our cookie; nothing can be tied to a yes."""

    NO_RECEIPT = "no_receipt"
    """The visit shows no receipt, or one that was not made for this browser."""

    OTHER_SITE = "other_site"
    """The yes was given on another site; a yes is per member site (DESIGN §5)."""

    EXPIRED = "expired"
    """The yes is older than six months (CNIL 2020-092, good practice)."""

    WITHDRAWN = "withdrawn"
    """The yes was taken back, or all was erased, after it was given."""

    OBJECTED = "objected"
    """The person objected to all of it, for good (GDPR art. 21(2) and (3))."""

    NOT_FRESH = "not_fresh"
    """The tool remembers a yes; only one given just now can be proven (art. 7(1))."""

    OTHER_CONTROLLERS = "other_controllers"
    """The banner named other controllers than the plan of today (CNIL 2020-092)."""

    UNKNOWN_TEXT = "unknown_text"
    """It names a text of our banner that we never published (GDPR art. 7(1))."""

    OTHER_TOOL = "other_tool"
    """Another tool asked than the one the site declared (CNIL 2020-092: proof)."""

    CLOCK_SKEW = "clock_skew"
    """The tool dates a choice made just now to another day (GDPR art. 7(1))."""

    PAGE_SAYS_NO = "page_says_no"
    """The publisher's page has no yes for personalised advertising (art. 82)."""

    CHILD = "child"
    """The request is for children (coppa): their yes is no valid one (GDPR art. 8)."""

    LIMITED = "limited"
    """The device asks not to be tracked (OpenRTB ``lmt`` or ``dnt``)."""

    UNREAD_SECTION = "unread_section"
    """A privacy law that we do not read applies (``gpp_sid`` names more than 2)."""

    NOT_ON_VENDOR_LIST = "not_on_vendor_list"
    """The GVL has no entry of us for what it takes; no TC string helps (SPECS §2.3)."""

    TC_STRING = "tc_string"
    """No valid TC string where GDPR applies or may apply (SPECS §2.3)."""

    NOT_DISCLOSED = "not_disclosed"
    """The page's tool did not show us among its vendors (TCF 2.3, SPECS §2.1)."""

    RESTRICTED = "restricted"
    """The publisher restricts a purpose that it takes (SPECS §2.3)."""

    NO_VENDOR_CONSENT = "no_vendor_consent"
    """Nobody said yes to us by name: the vendor's bit (SPECS §2.3)."""

    NO_PURPOSE_CONSENT = "no_purpose_consent"
    """One of the purposes that it takes has no yes (SPECS §2.3)."""
