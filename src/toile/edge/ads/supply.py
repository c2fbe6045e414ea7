"""How often each placement is asked for: counted in memory, told to the journal.

Three counts that are never crossed: by placement, with how many were of the pool and
how many were served, every minute; by département, every hour; by line and département,
every hour and in fifties. A cell of one minute may be one reader's, and her impression
in the journal carries her id: crossed, they would tell the ads wing where she lives.
What exchanges ask and are bid is counted beside them, every minute.
"""

from toile.wire.clock import MS_A_SECOND
from toile.wire.events import AuctionCell, ServedCell, Supply, SupplyCell
from toile.wire.ids import Ulid, new_ulid

MINUTE_MS = 60 * MS_A_SECOND
HOUR_MS = 60 * MINUTE_MS
# An event stays far below the journal's largest record.
_CELLS_AN_EVENT = 2_000
# No plan has so many placements in so many départements; a hostile one may try.
_MOST_CELLS = 100_000
# A line serves few ads an hour: only so many at once say of none of them where it went
# (DESIGN §5 rule 4). What is over waits; a process that ends forgets it.
SERVED_AT_ONCE = 50


class SupplyTally:
    """The requests of one process since it last told."""

    def __init__(self) -> None:
        self._whole: dict[Ulid, list[int]] = {}
        self._places: dict[tuple[Ulid, str], int] = {}
        self._served: dict[tuple[Ulid, str], int] = {}
        self._requests: dict[Ulid, int] = {}
        self._bids: dict[tuple[Ulid, Ulid], int] = {}
        self._told_ms = 0
        self._places_told_ms = 0

    def count(
        self,
        placement: Ulid,
        departement: str | None,
        *,
        member: bool,
        served: bool,
        line: Ulid | None = None,
    ) -> None:
        """Count one request; ``line`` is the one that was served."""
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
            if line is not None and len(self._served) < _MOST_CELLS:
                to = (line, departement)
                self._served[to] = self._served.get(to, 0) + 1

    def asked(self, exchange: Ulid) -> None:
        """Count one request of an exchange."""
        self._requests[exchange] = self._requests.get(exchange, 0) + 1

    def bid(self, exchange: Ulid, line: Ulid) -> None:
        """Count one bid of a line."""
        at = exchange, line
        self._bids[at] = self._bids.get(at, 0) + 1

    def due(self, now_ms: int) -> list[Supply]:
        """Give what is to be told by now, and begin anew."""
        # The first turn begins the clocks.
        self._told_ms = self._told_ms or now_ms
        self._places_told_ms = self._places_told_ms or now_ms
        told: list[Supply] = []
        if now_ms - self._told_ms >= MINUTE_MS:
            told += self._tell_whole(now_ms) + self._tell_auctions(now_ms)
        if now_ms - self._places_told_ms >= HOUR_MS:
            told += self._tell_places(now_ms) + self._tell_served(now_ms)
        return told

    def rest(self, now_ms: int) -> list[Supply]:
        """Give all that is left, because the process ends."""
        return (
            self._tell_whole(now_ms)
            + self._tell_auctions(now_ms)
            + self._tell_places(now_ms)
            + self._tell_served(now_ms)
        )

    def _tell_whole(self, now_ms: int) -> list[Supply]:
        self._told_ms = now_ms
        counted, self._whole = self._whole, {}
        cells = [
            SupplyCell(placement, "", *numbers)
            for placement, numbers in sorted(counted.items())
        ]
        return _events(cells, now_ms)

    def _tell_auctions(self, now_ms: int) -> list[Supply]:
        requests, self._requests = self._requests, {}
        bids, self._bids = self._bids, {}
        cells = [
            AuctionCell(exchange, requests=number)
            for exchange, number in sorted(requests.items())
        ]
        cells += [
            AuctionCell(exchange, line, bids=number)
            for (exchange, line), number in sorted(bids.items())
        ]
        return [
            Supply(
                id=new_ulid(now_ms),
                at_ms=now_ms,
                auctions=tuple(cells[first : first + _CELLS_AN_EVENT]),
            )
            for first in range(0, len(cells), _CELLS_AN_EVENT)
        ]

    def _tell_places(self, now_ms: int) -> list[Supply]:
        self._places_told_ms = now_ms
        counted, self._places = self._places, {}
        cells = [
            SupplyCell(placement, departement, requests)
            for (placement, departement), requests in sorted(counted.items())
        ]
        return _events(cells, now_ms)

    def _tell_served(self, now_ms: int) -> list[Supply]:
        cells = []
        for (line, departement), served in sorted(self._served.items()):
            rest = served % SERVED_AT_ONCE
            self._served[line, departement] = rest
            if served > rest:
                cells.append(ServedCell(line, departement, served - rest))
        return [
            Supply(
                id=new_ulid(now_ms),
                at_ms=now_ms,
                lines=tuple(cells[first : first + _CELLS_AN_EVENT]),
            )
            for first in range(0, len(cells), _CELLS_AN_EVENT)
        ]


def _events(cells: list[SupplyCell], now_ms: int) -> list[Supply]:
    return [
        Supply(
            id=new_ulid(now_ms),
            at_ms=now_ms,
            cells=tuple(cells[first : first + _CELLS_AN_EVENT]),
        )
        for first in range(0, len(cells), _CELLS_AN_EVENT)
    ]
