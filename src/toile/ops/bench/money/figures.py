"""What booking cost, and how it is told."""

from collections.abc import Sequence

import msgspec


class Cost(msgspec.Struct):
    """What something took, in seconds."""

    wall: float = 0.0
    processor: float = 0.0


class MoneyFigures(msgspec.Struct, frozen=True):
    """The figures of one database."""

    database: str
    clicks: int
    entries: int
    batch: int
    cinemas: int
    posting: Cost
    kept_balance: Cost
    full_sum: Cost
    closing: Cost
    faults: int


_HEADINGS = (
    "database",
    "clicks",
    "entries",
    "clicks/s",
    "clicks/s of processor",
    "kept balance s",
    "full sum s",
    "closing s",
    "faults",
)


def table(figures: Sequence[MoneyFigures]) -> str:
    """The figures as a text table, one line a database."""
    rows = [_HEADINGS, *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def _row(one: MoneyFigures) -> tuple[str, ...]:
    return (
        one.database,
        f"{one.clicks:,}",
        f"{one.entries:,}",
        f"{one.clicks / one.posting.wall:,.0f}",
        f"{one.clicks / one.posting.processor:,.0f}",
        f"{one.kept_balance.wall:.3f}",
        f"{one.full_sum.wall:.1f}",
        f"{one.closing.wall:.1f}",
        str(one.faults),
    )
