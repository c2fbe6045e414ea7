"""Why a notice is not written down; each reason with its source."""

from enum import StrEnum


class NoticeRefusal(StrEnum):
    """The coded noes of /win, /bill and /loss."""

    BAD_TOKEN = "bad_token"  # noqa: S105 - a code, not a secret
    """Not sealed by us for a bid: forged, cut short, or another door's (SPECS §1.5)."""

    TOO_LATE = "too_late"
    """More than 48 hours after the bid: what was seen then is forgotten by now."""
