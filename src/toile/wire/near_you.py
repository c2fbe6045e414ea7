"""The screenings that an ad may name: public facts of member cinemas' programmes.

Written by the worker into the ads plan, chosen by the ads wing for a département, and
shown by the creative's frame ("À voir près de chez vous").
"""

import msgspec

MOST_CINEMAS = 5
"""So many cinemas of a département at most: an ad is small."""

MOST_SCREENINGS = 3
"""So many screenings a cinema at most."""

DAYS_AHEAD = 7
"""Only screenings of the coming week are told."""


class NearScreening(msgspec.Struct, frozen=True):
    """When a film begins, and in which version (``"VO"``, ``"VF"``; "" if unknown)."""

    starts_ms: int
    version: str = ""


class NearCinema(msgspec.Struct, frozen=True):
    """A member cinema that plays the film: as it is called, and its next screenings.

    It carries no id: nothing here can be joined with what the pool knows of a cinema.
    """

    name: str
    commune: str
    screenings: tuple[NearScreening, ...]
