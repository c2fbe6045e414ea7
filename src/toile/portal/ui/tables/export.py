"""A whole table as a file that spreadsheets open: CSV, XLSX (tablib writes them)."""

import datetime
from decimal import Decimal

import django_tables2 as tables
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import get_format
from tablib import Dataset

FORMATS = (("csv", "CSV"), ("xlsx", "XLSX"))
MIMES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_file(table: tables.Table, kind: str, name: str) -> HttpResponse:
    """Write every row of a table, not the page alone."""
    head, *rows = table.as_values()
    data = Dataset(title=name[:31])
    data.headers = [str(title) for title in head]
    for row in rows:
        data.append([cell(value, kind) for value in row])
    day = timezone.localdate().isoformat()
    answer = HttpResponse(_written(data, kind), content_type=MIMES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}-{day}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _written(data: Dataset, kind: str) -> bytes:
    if kind == "xlsx":
        return bytes(data.export("xlsx"))
    return csv_of(data)


def csv_of(data: Dataset) -> bytes:
    """Write a table as Excel in French opens it: with a mark, and by semicolons."""
    return b"\xef\xbb\xbf" + str(data.export("csv", delimiter=";")).encode()


def cell(value: object, kind: str) -> object:
    """Write one value: a number stays one, a text never becomes a formula."""
    if isinstance(value, bool | None | int | float | Decimal):
        return _number(value) if kind == "csv" else value
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat() if kind == "csv" else value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _number(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "" if value is None else str(int(value))
    return str(value).replace(".", str(get_format("DECIMAL_SEPARATOR")))
