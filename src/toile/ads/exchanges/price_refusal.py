"""Why the price of a notice is not taken; each reason with its source."""

from enum import StrEnum


class PriceRefusal(StrEnum):
    """The coded noes of reading ``${AUCTION_PRICE}``."""

    EMPTY = "empty"
    """OpenRTB 2.6 §4.4: a value that is unknown is replaced by an empty string."""

    AUDIT = "audit"
    """OpenRTB 2.6 §4.4: rendered to test its quality, nothing was sold."""

    UNSUBSTITUTED = "unsubstituted"
    """The macro itself came back: whoever fetched this replaced nothing."""

    UNREADABLE = "unreadable"
    """Neither a decimal number nor one in base64, or not 28 bytes where sealed."""

    NEGATIVE = "negative"
    """Below nothing: no auction clears there."""

    ABSURD = "absurd"
    """Over 1,000 EUR for 1,000 impressions, ours to set: a fault or a forgery."""

    UNKNOWN_CURRENCY = "unknown_currency"
    """No rate is known for the currency (ISO 4217) that the notice names."""

    FORGED = "forged"
    """The signature is of none of the exchange's keys (SPECS §1.11)."""

    STALE = "stale"
    """Sealed too long ago, or in the future: a replay (SPECS §1.11)."""
