"""Whom a line item addresses: written by the portal, matched by the ads wing.

An empty criterion asks nothing. Every criterion says what an unknown value does:
placements, segments and geography fail on it (strict); ages, genders and interests let
it pass (lenient), because the market rarely knows age or gender and a line that
insisted would never be seen (``USUALLY``).
"""

from typing import Literal

import msgspec

Format = Literal["insert", "popup"]
Gender = Literal["female", "male"]
DeviceClass = Literal["desktop", "mobile", "tablet", "television"]
Unknown = Literal["strict", "lenient"]
Criterion = Literal[
    "geography",
    "ages",
    "genders",
    "interests",
    "devices",
    "dayparts",
    "languages",
    "keywords",
    "categories",
]
"""The criteria of which a line says itself what an unknown value does."""


USUALLY: dict[Criterion, Unknown] = {
    "geography": "strict",
    "ages": "lenient",
    "genders": "lenient",
    "interests": "lenient",
    "devices": "strict",
    "dayparts": "strict",
    "languages": "lenient",
    "keywords": "strict",
    "categories": "strict",
}
"""What an unknown value does where a line does not say."""


class Geography(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a request comes from, or a place a line wants; ISO and INSEE codes.

    ``country`` is ISO 3166-1 alpha-2; ``region`` and ``departement`` are INSEE codes
    as text (``"93"``, ``"2A"``).
    """

    country: str | None = None
    region: str | None = None
    departement: str | None = None


class AgeRange(msgspec.Struct, frozen=True):
    """Ages in whole years, both ends included."""

    youngest: int
    oldest: int


class Daypart(msgspec.Struct, frozen=True):
    """Hours of some days, Paris time: ``days`` 0 is Monday; ``until`` is exclusive."""

    days: tuple[int, ...]
    first: int
    until: int


class Targeting(msgspec.Struct, frozen=True, omit_defaults=True):
    """The criteria of one line item; all given criteria must hold.

    ``placements`` are placement ids (the chosen sites), ``segments`` are segment
    names of which one suffices (``"aea"`` is "Salles Art et Essai"), of
    ``segments_all`` every one and of ``segments_none`` none; ``geography`` lists places
    of which one suffices, ``interests`` are ids of the IAB Audience Taxonomy 1.1 of
    which one suffices. ``languages`` are ISO 639-1 codes, ``keywords`` words of the
    page of which one suffices, ``categories`` ids of the IAB Content Taxonomy 3.1 of
    which one suffices and ``categories_excluded`` of which none; ``hosts_excluded`` are
    domains, with all below them. ``unknown`` overrides what an unknown value does.
    """

    placements: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    geography: tuple[Geography, ...] = ()
    ages: tuple[AgeRange, ...] = ()
    genders: tuple[Gender, ...] = ()
    interests: tuple[str, ...] = ()
    segments_all: tuple[str, ...] = ()
    segments_none: tuple[str, ...] = ()
    devices: tuple[DeviceClass, ...] = ()
    dayparts: tuple[Daypart, ...] = ()
    languages: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    categories_excluded: tuple[str, ...] = ()
    hosts_excluded: tuple[str, ...] = ()
    unknown: dict[Criterion, Unknown] = {}

    @property
    def named_segments(self) -> tuple[str, ...]:
        """All segments that the line asks for, in whichever way."""
        return (*self.segments, *self.segments_all, *self.segments_none)

    def is_strict(self, criterion: Criterion) -> bool:
        """Tell whether an unknown value fails a criterion of this line."""
        return self.unknown.get(criterion, USUALLY[criterion]) == "strict"


class Cap(msgspec.Struct, frozen=True, omit_defaults=True):
    """At most so many impressions of a line for one spectator in a number of days.

    ``an_hour`` and ``flight`` cap the last sixty minutes and the whole flight too;
    ``apart_seconds`` is the least time between two of them. 0 asks nothing, of
    ``impressions`` too.
    """

    impressions: int
    days: int = 1
    an_hour: int = 0
    flight: int = 0
    apart_seconds: int = 0
