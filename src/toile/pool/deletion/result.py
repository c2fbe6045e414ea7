"""What may come of a deletion request: DDRF's result codes (SPECS §8)."""

from enum import IntEnum


class DeletionResult(IntEnum):
    """The code in an acknowledgement; anything but ``ACCEPTED`` is answered 400."""

    ACCEPTED = 0
    """It was written down, and is carried out within a day."""

    MALFORMED = 1
    """There is no request token in the body."""

    BAD_SIGNATURE = 2
    """A signature does not hold, or nobody we trust made it."""

    INVALID_JWT = 3
    """A token cannot be read, or a claim is missing."""

    UNSUPPORTED_TYPE = 4
    """An identifier of a type that ``dsrdelete.json`` does not name."""

    BAD_FORMAT = 5
    """An identifier that has not the form of its type."""

    BAD_TIME = 6
    """Issued in the future, too long ago, or a request older than its own origin."""
