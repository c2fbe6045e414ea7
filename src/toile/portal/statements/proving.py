"""Proving a statement: made anew from the ledger, and compared with what was kept."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from toile.ledger.chart import owner_of
from toile.ledger.statements import Statement as Figures
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.models import Link
from toile.portal.statements.figures import Figure
from toile.portal.statements.gathering import gather
from toile.portal.statements.sheets import decoded, fingerprint
from toile.portal.statements.trail import trail

_HEAD = "at;posting;kind;campaign;micros;others;link;link_hash;memo"


@dataclass(frozen=True)
class Proof:
    """What became of a comparison; ``faults`` is empty where all agrees."""

    number: int | None
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Tell whether nothing contradicts the statement."""
        return not self.faults

    @property
    def words(self) -> str:
        """Say it in one line, in English: for operators."""
        named = f"statement {self.number}" if self.number else "provisional"
        return f"{named}: {'; '.join(self.faults) or 'agrees with the ledger'}"


def proven(cinema: Cinema, month: datetime.date) -> Proof:
    """Compare a cinema's kept statement of a month with the ledger as it is now.

    Refused clicks are left out: they have no postings. Of a month without a statement
    it is told that what it would say adds up. Raises ``StatementError`` where the
    ledger contradicts itself.
    """
    (booked,) = gather(month, (), cinema.id)
    kept = cinema.statements.filter(month=month).first()
    if kept is None:
        return Proof(None, ())
    sheet = decoded(kept.content)
    link = Link.objects.filter(number=sheet.link).values_list("hash", flat=True).first()
    asked = (
        ("its content", fingerprint(kept.content) == kept.sha256),
        ("its figures", _booked(sheet.statement) == _booked(booked)),
        ("its link of the chain", not sheet.link or link == sheet.link_hash),
    )
    return Proof(
        kept.number, tuple(f"{name} changed" for name, same in asked if not same)
    )


def trail_lines(cinema_id: str, month: datetime.date, figure: Figure) -> Iterator[str]:
    """Write the postings behind a figure as CSV, a line each, as machines read it."""
    yield _HEAD
    for row in trail(cinema_id, month, figure).iterator():
        posting = row.posting
        cells = (
            posting.at.isoformat(),
            posting.id,
            posting.kind,
            owner_of(row.owing or ""),
            row.owed_micros,
            "" if row.others is None else row.others,
            posting.link or "",
            row.link_hash or "",
            posting.memo.replace(";", ","),
        )
        yield ";".join(map(str, cells))


def _booked(found: Figures) -> tuple[object, ...]:
    return (
        found.before,
        found.campaigns,
        found.shared,
        found.reversed,
        found.movements,
        found.payments,
        found.after,
    )
