"""How often each placement is asked for: counted in memory, told to the journal.

Two counts that are never crossed: by placement, with how many were of the pool and how
many were served, every minute; by département, every hour. A cell of one minute may be
one reader's, and her impression in the journal carries her id: crossed, the two would
tell the ads wing where she lives.
"""

from toile.wire.clock import MS_A_SECOND
from toile.wire.events import Supply, SupplyCell
from toile.wire.ids import Ulid, new_ulid

MINUTE_MS = 60 * MS_A_SECOND
HOUR_MS = 60 * MINUTE_MS
# An event stays far below the journal's largest record.
_CELLS_AN_EVENT = 2_000
# No plan has so many placements in so many départements; a hostile one may try.
_MOST_CELLS = 100_000


class SupplyTally:
    """The requests of one process since it last told."""

    def __init__(self) -> None:
        self._whole: dict[Ulid, list[int]] = {}
        self._places: dict[tuple[Ulid, str], int] = {}
        self._told_ms = 0
        self._places_told_ms = 0

    def count(
        self, placement: Ulid, departement: str | None, *, member: bool, served: bool
    ) -> None:
        """Count one request."""
        cell = self._whole.get(placement)
        if cell is None:
            cell = self._whole[placement] = [0, 0, 0, 0]
        cell[0] += 1
        cell[1] += member
        cell[2] += served
        cell[3] += member and served
        if departement is not None and len(self._places) < _MOST_CELLS:
            at = (placement, departement)
            self._places[at] = self._places.get(at, 0) + 1

    def due(self, now_ms: int) -> list[Supply]:
        """Give what is to be told by now, and begin anew."""
        # The first turn begins the clocks.
        self._told_ms = self._told_ms or now_ms
        self._places_told_ms = self._places_told_ms or now_ms
        told: list[Supply] = []
        if now_ms - self._told_ms >= MINUTE_MS:
            told += self._tell_whole(now_ms)
        if now_ms - self._places_told_ms >= HOUR_MS:
            told += self._tell_places(now_ms)
        return told

    def rest(self, now_ms: int) -> list[Supply]:
        """Give all that is left, because the process ends."""
        return self._tell_whole(now_ms) + self._tell_places(now_ms)

    def _tell_whole(self, now_ms: int) -> list[Supply]:
        self._told_ms = now_ms
        counted, self._whole = self._whole, {}
        cells = [
            SupplyCell(placement, "", *numbers)
            for placement, numbers in sorted(counted.items())
        ]
        return _events(cells, now_ms)

    def _tell_places(self, now_ms: int) -> list[Supply]:
        self._places_told_ms = now_ms
        counted, self._places = self._places, {}
        cells = [
            SupplyCell(placement, departement, requests)
            for (placement, departement), requests in sorted(counted.items())
        ]
        return _events(cells, now_ms)


def _events(cells: list[SupplyCell], now_ms: int) -> list[Supply]:
    return [
        Supply(
            id=new_ulid(now_ms),
            at_ms=now_ms,
            cells=tuple(cells[first : first + _CELLS_AN_EVENT]),
        )
        for first in range(0, len(cells), _CELLS_AN_EVENT)
    ]
