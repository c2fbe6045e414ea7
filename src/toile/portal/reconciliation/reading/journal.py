"""What the journal says: clicks by day and campaign, and what exchanges were paid."""

from collections.abc import Callable, Collection, Iterator

import msgspec

from toile.journal import Cursor, open_reader
from toile.ledger.checking.clicks import JournalClick
from toile.ledger.checking.media import Pairing
from toile.ledger.checking.tallies import Cell, Tally
from toile.portal.reconciliation.reading.window import Window, day_of
from toile.wire.events import AnyEvent, Bill, Click, Impression

_BATCH = 2_000

Tell = Callable[[int, int, str], object]


class Told(msgspec.Struct, frozen=True):
    """What one pass over the ads stream counts."""

    clicks: dict[Cell, Tally]
    media: Pairing


def read(journal: str, window: Window, tell: Callable[[int], object]) -> Told:
    """Read the ads stream once, from its beginning to its present end."""
    told = Told({}, Pairing())
    for number, event in enumerate(_events(journal)):
        if number % 50_000 == 0:
            tell(number)
        if window.holds(event.at_ms):
            _take(told, event)
    return told


def _take(told: Told, event: AnyEvent) -> None:
    if isinstance(event, Click):
        cell = Cell(day_of(event.at_ms), event.campaign)
        told.clicks.setdefault(cell, Tally()).add(event.id)
    elif isinstance(event, Bill):
        told.media.notice(
            event.impression,
            event.exchange,
            day_of(event.at_ms),
            event.at_ms,
            event.cost,
            event.price,
        )
    elif isinstance(event, Impression) and event.exchange is not None:
        told.media.impression(
            event.impression,
            event.exchange,
            day_of(event.at_ms),
            event.at_ms,
            event.cost,
            event.price,
        )


def clicks_of(journal: str, cells: Collection[Cell]) -> dict[Cell, list[JournalClick]]:
    """Read the clicks of some cells alone, in one more pass."""
    found: dict[Cell, list[JournalClick]] = {cell: [] for cell in cells}
    for event in _events(journal):
        if isinstance(event, Click):
            cell = Cell(day_of(event.at_ms), event.campaign)
            if cell in found:
                found[cell].append(JournalClick(event.id, event.at_ms, event.line))
    return found


def _events(journal: str) -> Iterator[AnyEvent]:
    reader, cursor = open_reader(journal, "ads"), Cursor()
    while batch := reader.read(cursor, _BATCH):
        if not batch.entries:
            return
        cursor = batch.cursor
        for entry in batch.entries:
            yield entry.event
