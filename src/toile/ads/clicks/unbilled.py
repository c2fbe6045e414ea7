"""Why a click is not billed; each reason with its source. Reports show them all."""

from enum import StrEnum


class UnbilledReason(StrEnum):
    """The coded noes of the click filter."""

    BOT = "bot"
    """The agent is a known robot, or none is given (MRC: general invalid traffic)."""

    PREFETCH = "prefetch"
    """The browser fetched ahead; nobody clicked (Sec-Purpose: prefetch, MDN)."""

    NOT_FOLLOWED = "not_followed"
    """A script fetched the address; nobody followed a link (W3C Fetch Metadata)."""

    EXPIRED = "expired"
    """The ad was served more than a day before."""

    REPLAYED = "replayed"
    """The single-use token of this impression was clicked before."""

    NOT_IN_POOL = "not_in_pool"
    """The ad was not served to an id of the pool."""

    OTHER_BROWSER = "other_browser"
    """The click came without the cookie of the id that the ad was served to."""

    TOO_FAST = "too_fast"
    """Less than a second after the ad was served (SPECS §6)."""

    DOUBLE_CLICK = "double_click"
    """The same id clicked the same creative within 30 seconds (SPECS §6)."""

    DAILY_LIMIT = "daily_limit"
    """The same id was already billed for the campaign within 24 hours (SPECS §6)."""

    NO_CINEMA = "no_cinema"
    """The id visited no cinema with an agreement in force within its window."""

    NO_AGREEMENT = "no_agreement"
    """No operator–union agreement was in force on the day, so there is no rate."""
