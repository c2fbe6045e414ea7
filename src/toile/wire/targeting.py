"""Whom a line item addresses: written by the portal, matched by the ads wing.

An empty criterion asks nothing. Every criterion says what an unknown value does:
placements, segments and geography fail on it (strict); ages, genders and interests let
it pass (lenient), because the market rarely knows age or gender and a line that
insisted would never be seen.
"""

from typing import Literal

import msgspec

Format = Literal["insert", "popup"]
Gender = Literal["female", "male"]


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


class Targeting(msgspec.Struct, frozen=True, omit_defaults=True):
    """The criteria of one line item; all given criteria must hold.

    ``placements`` are placement ids (the chosen sites), ``segments`` are segment
    names of which one suffices (``"aea"`` is "Salles Art et Essai"), ``geography``
    lists places of which one suffices, ``interests`` are ids of the IAB Audience
    Taxonomy 1.1 of which one suffices.
    """

    placements: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    geography: tuple[Geography, ...] = ()
    ages: tuple[AgeRange, ...] = ()
    genders: tuple[Gender, ...] = ()
    interests: tuple[str, ...] = ()


class Cap(msgspec.Struct, frozen=True):
    """At most so many impressions of a line for one spectator in a number of days."""

    impressions: int
    days: int = 1
