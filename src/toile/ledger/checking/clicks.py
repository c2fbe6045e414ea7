"""Why a day's clicks in the journal and in the trail are not the same."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from toile.ledger.checking.report import Cause, Difference, Subject, found
from toile.ledger.checking.tallies import Cell

_SUBJECT = Subject.JOURNAL_AND_TRAIL


class JournalClick(msgspec.Struct, frozen=True):
    """A click as the journal holds it."""

    id: str
    at_ms: int
    line: str


class Circumstances(msgspec.Struct, frozen=True):
    """What bears on a difference: up to when clicks are counted, what is known."""

    counted_until_ms: int
    known_lines: frozenset[str]
    journal_faults: int


def explain(
    cell: Cell,
    journal: Sequence[JournalClick],
    trail: frozenset[str],
    known: Circumstances,
) -> list[Difference]:
    """Find the causes of what differs in one day of one campaign."""
    times = Counter(click.id for click in journal)
    doubled = [key for key, number in times.items() if number > 1]
    lost = [click for click in journal if click.id not in trail]
    causes: dict[Cause, set[str]] = {}
    for click in lost:
        causes.setdefault(_cause(click, known), set()).add(click.id)
    torn = Cause.TORN_JOURNAL if known.journal_faults else Cause.NOT_IN_JOURNAL
    causes[torn] = set(trail - times.keys())
    causes[Cause.DUPLICATE] = set(doubled)
    return [
        difference
        for cause, ids in causes.items()
        for difference in found(
            _SUBJECT, cause, list(ids), day=cell.day, of=cell.campaign
        )
    ]


def _cause(click: JournalClick, known: Circumstances) -> Cause:
    if click.line not in known.known_lines:
        return Cause.UNKNOWN_CAMPAIGN
    if click.at_ms > known.counted_until_ms:
        return Cause.WORKER_BEHIND
    return Cause.NOT_JUDGED


def too_many(cells: Mapping[Cell, int]) -> list[Difference]:
    """Tell of differing cells that were not looked into: their clicks in all."""
    if not cells:
        return []
    examples = tuple(f"{cell.day} {cell.campaign}" for cell in sorted(cells)[:5])
    count = sum(cells.values())
    return [Difference(_SUBJECT, Cause.NOT_LOOKED_INTO, count, examples=examples)]
