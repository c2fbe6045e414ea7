"""Why a line does not answer a request; each reason with its source.

Numbers below 500 are OpenRTB 3.0's no-bid reasons, those from 500 are Toile's own, as
that list allows.
"""

from enum import IntEnum


class NoBidReason(IntEnum):
    """The coded noes of a decision."""

    INVALID_REQUEST = 2
    """OpenRTB 3.0: invalid request (an unknown placement)."""

    BLOCKED_SITE = 7
    """OpenRTB 3.0: blocked publisher or site: not written down, or not this one's."""

    UNMATCHED_USER = 8
    """OpenRTB 3.0: the id is in none of the line's segments, or there is no id."""

    USER_CAP = 9
    """OpenRTB 3.0: daily user cap met; ours is by line and number of days."""

    ADS_TXT_UNAVAILABLE = 11
    """OpenRTB 3.0: ads.txt authorization unavailable; no good copy was ever read."""

    ADS_TXT_VIOLATION = 12
    """OpenRTB 3.0: ads.txt authorization violation; the seller is not in the file."""

    INSUFFICIENT_TIME = 15
    """OpenRTB 3.0: the time that ``tmax`` leaves is spent."""

    INCOMPLETE_CHAIN = 16
    """OpenRTB 3.0: incomplete supply chain, where the exchange's policy wants all."""

    BLOCKED_NODE = 17
    """OpenRTB 3.0: blocked chain node, or a last one that is not the exchange."""

    NO_LINE = 500
    """No live line wants this placement."""

    OUT_OF_FLIGHT = 501
    """Before the line's first or after its last moment."""

    GEOGRAPHY = 503
    """Elsewhere than the line wants, or unknown: geography is strict."""

    INTERESTS = 504
    """The placement's interests are known and none is the line's."""

    SMALL_SEGMENT = 505
    """The segment has fewer than 100 ids (DESIGN §5, rule 4)."""

    BUDGET = 506
    """The line has spent its budget, or will have when what was served is counted."""

    PACING = 507
    """The line is ahead of its even pace."""

    NO_CONSENT = 508
    """A pop-up may only be asked for after a yes on the page (SPECS §5.3)."""

    HELD_OUT = 509
    """The id is in the campaign's hold-out group (decision 0013)."""

    BELOW_FLOOR = 510
    """The line pays less than the placement's floor (as OpenRTB's ``bidfloor``)."""

    QUERIES_A_SECOND = 511
    """The exchange asks more often than was agreed with it."""

    SEAT = 512
    """``wseat`` leaves our seat out, ``bseat`` names it, or a deal's ``wseat``."""

    CURRENCY = 513
    """No euros are taken (``cur``), or a floor is in a currency without a rate."""

    DEAL = 514
    """Only deals may bid and none is the line's, or the line bids by other deals."""

    CREATIVE = 515
    """No creative of the line has the size, kind, mime, length or protocol wanted."""

    ATTRIBUTE = 516
    """``battr`` blocks what the ad is (8: pop-up; SPECS §1.6)."""

    CATEGORY = 517
    """``bcat`` blocks the ad's category, or ``acat`` leaves it out."""

    ADVERTISER = 518
    """``badv`` blocks the distributor's domain, or a deal's ``wadomain``."""

    CREATIVE_LANGUAGE = 519
    """``wlang`` leaves French out."""

    DEVICE = 521
    """Another kind of device than the line wants, or unknown."""

    DAYPART = 522
    """An hour that the line does not want."""

    AGE = 523
    """An age that the line does not want."""

    GENDER = 524
    """A gender that the line does not want."""

    LANGUAGE = 525
    """A language of the reader that the line does not want."""

    KEYWORDS = 526
    """None of the line's words is the page's."""

    CONTENT = 527
    """The page is about none of the line's categories, or about an excluded one."""

    HOST_EXCLUDED = 528
    """The line keeps off this domain."""

    SEGMENT_EXCLUDED = 529
    """The id is in a segment that the line leaves out."""

    PLACEMENT = 530
    """The line chose other sites."""

    CHILDREN = 531
    """``coppa``: the page is for children; nothing is bid."""

    FORMAT = 532
    """The line has no price for exchanges, or not for this kind of place."""

    INSECURE = 533
    """``secure`` asks for HTTPS, and this installation has none."""

    DOMAIN_SPOOFED = 540
    """The page is of another root domain than ``site.domain`` says (SPECS §8)."""
