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
    statements: Cost
    drawn: int
    faults: int


_HEADINGS = (
    "database",
    "clicks",
    "entries",
    "clicks/s",
    "clicks/s of processor",
    "kept balance s (processor)",
    "full sum s (processor)",
    "closing s (processor)",
    "statements",
    "drawing them s (processor)",
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
        _both(one.kept_balance),
        _both(one.full_sum),
        _both(one.closing),
        str(one.drawn),
        _both(one.statements),
        str(one.faults),
    )


def _both(cost: Cost) -> str:
    return f"{cost.wall:.2f} ({cost.processor:.2f})"
