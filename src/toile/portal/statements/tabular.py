"""A statement as CSV: one line a figure, as spreadsheets in French open it."""

from collections.abc import Iterator

from django.utils import translation
from tablib import Dataset

from toile.portal.statements.sheets import Sheet
from toile.portal.statements.told import Cell, sections_of
from toile.portal.ui.tables.export import cell, csv_of
from toile.wire.money import Money, to_euros

_HEAD = ("Rubrique", "Libellé", "Précision", "Colonne", "Nombre", "Montant (EUR)")


def to_csv(sheet: Sheet) -> bytes:
    """Write every figure of a statement, each with what it counts, in French."""
    with translation.override("fr"):
        data = Dataset(title="releve")
        data.headers = list(_HEAD)
        for row in _rows(sheet):
            data.append([cell(value, "csv") for value in row])
        return csv_of(data)


def _rows(sheet: Sheet) -> Iterator[tuple[object, ...]]:
    state = "provisoire" if sheet.is_provisional else sheet.number
    yield "Relevé", sheet.cinema.name, sheet.statement.month, "Numéro", state, None
    for section in sections_of(sheet):
        for row in [*section.rows, *([section.total] if section.total else [])]:
            words = [str(one.value) for one in row if one.look == "text" and one.value]
            labels = words[0] if words else "", ", ".join(words[1:])
            for (column, look), one in zip(section.columns, row, strict=True):
                if look != "text" and one.value is not None:
                    yield section.title, *labels, column, *_number(one)


def _number(one: Cell) -> tuple[object, object]:
    if one.look == "count":
        return one.value, None
    assert isinstance(one.value, int)
    return None, to_euros(Money(one.value))
