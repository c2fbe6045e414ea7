"""Why a line does not answer a request; each reason with its source.

Numbers below 500 are OpenRTB 3.0's no-bid reasons, those from 500 are Toile's own, as
that list allows.
"""

from enum import IntEnum


class NoBidReason(IntEnum):
    """The coded noes of a decision."""

    INVALID_REQUEST = 2
    """OpenRTB 3.0: invalid request (an unknown placement)."""

    UNMATCHED_USER = 8
    """OpenRTB 3.0: the id is in none of the line's segments, or there is no id."""

    USER_CAP = 9
    """OpenRTB 3.0: daily user cap met; ours is by line and number of days."""

    ADS_TXT_UNAVAILABLE = 11
    """OpenRTB 3.0: ads.txt authorization unavailable; no good copy was ever read."""

    ADS_TXT_VIOLATION = 12
    """OpenRTB 3.0: ads.txt authorization violation; the seller is not in the file."""

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

    DOMAIN_SPOOFED = 520
    """The page is of another root domain than ``site.domain`` says (SPECS §8)."""
