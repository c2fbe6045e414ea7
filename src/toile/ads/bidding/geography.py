"""The lines that a place lets through: by département, else by country."""

from collections.abc import Sequence

import msgspec

from toile.ads.bidding.masks import mask
from toile.wire.geography import DEPARTEMENTS
from toile.wire.plan import Line
from toile.wire.targeting import Geography


class ByPlace(msgspec.Struct, frozen=True, gc=False):
    """Masks by département and by country; ``elsewhere`` for a country nobody names."""

    departements: dict[str, int]
    countries: dict[str, int]
    elsewhere: int
    unknown: int

    def of(self, place: Geography) -> int:
        """Give the mask for a place; what it does not say is unknown."""
        if place.departement is not None:
            return self.departements.get(place.departement, self.elsewhere)
        if place.country is not None:
            return self.countries.get(place.country, self.elsewhere)
        return self.unknown


def by_place(lines: Sequence[Line]) -> ByPlace:
    """Make the masks for every département and every country that a line names."""
    countries = {"FR"} | {
        wanted.country
        for line in lines
        for wanted in line.targeting.geography
        if wanted.country is not None
    }
    return ByPlace(
        departements={
            code: _mask(lines, Geography("FR", each.region, code))
            for code, each in DEPARTEMENTS.items()
        },
        countries={code: _mask(lines, Geography(code)) for code in sorted(countries)},
        elsewhere=mask(not line.targeting.geography for line in lines),
        unknown=_mask(lines, Geography()),
    )


def _mask(lines: Sequence[Line], place: Geography) -> int:
    return mask(_lets_through(line, place) for line in lines)


def _lets_through(line: Line, place: Geography) -> bool:
    wanted = line.targeting.geography
    lenient = not line.targeting.is_strict("geography")
    return not wanted or any(_lies_in(place, each, lenient) for each in wanted)


def _lies_in(place: Geography, wanted: Geography, lenient: bool) -> bool:
    country = wanted.country
    if country is None and (wanted.region or wanted.departement):
        # INSEE's codes are of places in France.
        country = "FR"
    return all(
        asked is None or asked == known or (lenient and known is None)
        for asked, known in (
            (country, place.country),
            (wanted.region, place.region),
            (wanted.departement, place.departement),
        )
    )
