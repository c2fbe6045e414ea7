"""A table's values as people read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from toile.portal.statements.figures import Figure
from toile.portal.statements.told.cells import Cell, Section
from toile.portal.statements.words import amount, places_of
from toile.portal.ui.templatetags.figures import count


@dataclass(frozen=True)
class Written:
    """A cell as people read it."""

    text: str
    is_number: bool
    figure: Figure | None


@dataclass(frozen=True)
class WrittenSection:
    """A table as people read it; amounts of one column have as many decimals."""

    title: str
    note: str
    empty: str
    columns: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[Written]]
    total: Sequence[Written]


def written(one: Section) -> WrittenSection:
    """Write a table's values in the language of now."""
    rows = [*one.rows, *([one.total] if one.total else [])]
    places = [
        max(
            (places_of(cell.value) for cell in column if cell.look == "euros"),
            default=0,
        )
        for column in zip(*rows, strict=True)
    ]
    told = [
        [
            # Nothing lies behind a nought.
            Written(
                _words(cell, place),
                cell.look != "text",
                cell.figure if cell.value else None,
            )
            for cell, place in zip(row, places, strict=True)
        ]
        for row in rows
    ]
    return WrittenSection(
        title=one.title,
        note=one.note,
        empty=one.empty,
        columns=[(label, look != "text") for label, look in one.columns],
        rows=told[: len(one.rows)],
        total=told[len(one.rows)] if one.total else (),
    )


def _words(cell: Cell, places: int) -> str:
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return cell.value
    return amount(cell.value, places) if cell.look == "euros" else count(cell.value)
