"""How a film of the programme is like one of the catalogue, and what follows."""

from enum import Enum


class Likeness(Enum):
    """From sure to none; only ``SAME`` needs no person's yes."""

    SAME = "same"
    """Title and director are the same, and the year if both tell one."""
    NO_DIRECTOR = "no_director"
    """The titles are the same, but one side names no director."""
    INITIALS = "initials"
    """The titles are the same; the directors share a name, or initials."""
    OTHER_YEAR = "other_year"
    """Title and director are the same, the year is not."""
    SEVERAL = "several"
    """More than one film of the catalogue is the same."""
    LIKE_TITLE = "like_title"
    """The director is the same, the title nearly so."""
    NONE = "none"
    """Nothing in the catalogue is like it."""
