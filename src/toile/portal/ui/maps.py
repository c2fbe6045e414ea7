"""A map of the départements: shades by value, circles for cinemas, or a choice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from toile.wire.geography import DEPARTEMENTS


@dataclass(frozen=True)
class Spot:
    """A place on the map: a cinema, say. Degrees; ``weight`` sets its size."""

    name: str
    latitude: float
    longitude: float
    url: str = ""
    weight: float = 1.0
    state: str = "active"


@dataclass(frozen=True)
class Map:
    """What a map shows.

    ``shades`` gives a share of one by code of département, ``values`` the words shown
    for it. ``selects`` names the checkboxes that a click on a département ticks.
    """

    key: str
    measure: Any = ""
    shades: dict[str, float] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    spots: Sequence[Spot] = ()
    selects: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """What ``web/portal/map.ts`` draws from."""
        return {
            "shades": self.shades,
            "values": self.values,
            "selects": self.selects,
            "spots": [
                {
                    "name": spot.name,
                    "at": [spot.latitude, spot.longitude],
                    "url": spot.url,
                    "weight": spot.weight,
                    "state": spot.state,
                }
                for spot in self.spots
            ],
        }

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The same values by name of département, for the table."""
        named = [
            (f"{DEPARTEMENTS[code].name} ({code})", value)
            for code, value in self.values.items()
            if code in DEPARTEMENTS
        ]
        return sorted(named)
