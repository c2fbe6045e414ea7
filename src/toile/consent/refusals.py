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

    NOT_FRESH = "not_fresh"
    """The tool remembers a yes; only one given just now can be proven (art. 7(1))."""

    OTHER_CONTROLLERS = "other_controllers"
    """The banner named other controllers than the plan of today (CNIL 2020-092)."""

    PAGE_SAYS_NO = "page_says_no"
    """The publisher's page has no yes for personalised advertising (art. 82)."""
