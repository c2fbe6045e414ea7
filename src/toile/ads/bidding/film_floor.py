"""Floors that depend on how long a film is.

``mincpmpersec`` (OpenRTB 2.6 §3.2.7 and §3.2.12) asks so much for 1000 impressions and
each second, ``durfloors`` (§3.2.35) so much for films of a range of lengths. Both were
made for pods, whose ads may be of any length; they are held wherever they are said, and
beside the impression's own floor. Where ranges overlap the dearest holds.
"""

from collections.abc import Mapping
from typing import Protocol

import msgspec

from toile.ads.bidding.currency import OUT_OF_REACH, floor_of
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.clock import MS_A_SECOND
from toile.wire.money import Money
from toile.wire.openrtb import DurFloor, Imp
from toile.wire.plan import Line, Media


class LengthFloor(msgspec.Struct, frozen=True, gc=False):
    """The floor of films of ``least`` to ``most`` seconds; ``None``: of any."""

    least: int
    most: int | None
    floor: Money


class FilmFloors(msgspec.Struct, frozen=True, gc=False):
    """What is asked of films, by the second and by ranges of lengths."""

    a_second: Money = Money(0)
    by_length: tuple[LengthFloor, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.a_second or self.by_length)

    def before(self, other: "FilmFloors") -> "FilmFloors":
        """Put what is said here in the place of what ``other`` says."""
        return FilmFloors(
            self.a_second or other.a_second, self.by_length or other.by_length
        )


ANY_LENGTH = FilmFloors()


class _Says(Protocol):
    @property
    def mincpmpersec(self) -> float: ...
    @property
    def durfloors(self) -> tuple[DurFloor, ...] | None: ...


def film_floors_of(
    said: _Says, currency: str, rates: Mapping[str, Money]
) -> FilmFloors:
    """Read the floors of a player or of a deal, in the currency that goes with them."""
    if not said.mincpmpersec and not said.durfloors:
        return ANY_LENGTH
    return FilmFloors(
        _in_euros(said.mincpmpersec, currency, rates),
        tuple(
            LengthFloor(
                each.mindur or 0,
                each.maxdur,
                _in_euros(each.bidfloor, currency, rates),
            )
            for each in said.durfloors or ()
        ),
    )


def film_floor(floors: FilmFloors, film: Media) -> Money:
    """Tell the least to be bid for a film; its seconds as its bid tells them."""
    seconds = round((film.duration_ms or 0) / MS_A_SECOND)
    least = Money(floors.a_second * seconds)
    for each in floors.by_length:
        if each.least <= seconds and (each.most is None or seconds <= each.most):
            least = max(least, each.floor)
    return least


def unshown(line: Line, imp: Imp, floors: FilmFloors) -> NoBidReason:
    """Tell why a line has nothing to show: that it pays for the length of no film?"""
    films = [each.teaser for each in line.creatives if each.teaser is not None]
    if imp.video is None or not floors or not films:
        return NoBidReason.CREATIVE
    dear = all(film_floor(floors, film) > line.bid for film in films)
    return NoBidReason.BELOW_FLOOR if dear else NoBidReason.CREATIVE


def _in_euros(cpm: float, currency: str, rates: Mapping[str, Money]) -> Money:
    floor = floor_of(cpm, currency, rates)
    return OUT_OF_REACH if floor is None else floor
