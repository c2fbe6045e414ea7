"""The columns of a table: how a value is shown, and how it is exported.

What is exported is the value itself (a number stays a number), what is shown is the
same words and figures as everywhere else in the portal.
"""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from toile.portal.ui.templatetags.figures import (
    count,
    crowd_cell,
    euros,
    fine_rate,
    rate,
)
from toile.wire.money import Money, to_euros

NUMBER = {"th": {"class": "number"}, "td": {"class": "number"}}
NEVER_BROKEN = {"td": {"class": "whitespace-nowrap"}}
NOTHING = "–"


class _Column(tables.Column):
    """A column with the look of its kind, which a table may still override."""

    look: dict[str, Any] = {}

    def __init__(self, *args: object, **given: object) -> None:
        given.setdefault("attrs", self.look)
        given.setdefault("default", NOTHING)
        super().__init__(*args, **given)


class Text(_Column):
    """Words, as they are."""


class Count(_Column):
    """A whole number."""

    look = NUMBER

    def render(self, value: int) -> str:
        """Show it in groups of three."""
        return count(value)

    def value(self, value: int) -> int:
        """Export the number."""
        return value


class Crowd(_Column):
    """A count of persons from ``lab.shown``: ``None`` is a crowd too small to tell."""

    look = NUMBER
    empty_values = ()

    def render(self, value: int | None, table: Any) -> str:  # noqa: ANN401 - see below
        """Show it, or that it is under what the table may show at least."""
        return crowd_cell(value, table.least)

    def value(self, value: int | None, table: Any) -> int | str:  # noqa: ANN401 - Table imports this
        """Export the number, or that it is too small."""
        if value is None or value < table.least:
            return crowd_cell(None, table.least)
        return value


class Euros(_Column):
    """Money in micro-euros."""

    look = NUMBER

    def render(self, value: int) -> str:
        """Show it in euros."""
        return euros(value)

    def value(self, value: int) -> Decimal:
        """Export euros, exactly."""
        return to_euros(Money(value))


class Rate(_Column):
    """A share of one."""

    look = NUMBER

    def render(self, value: float) -> str:
        """Show it as a percentage."""
        return rate(value)

    def value(self, value: float) -> float:
        """Export the share of one."""
        return value


class FineRate(Rate):
    """A rate of some per mille: clicks an impression."""

    def render(self, value: float) -> str:
        """Show it as a percentage with two decimals."""
        return fine_rate(value)


class Day(_Column):
    """A day of the calendar."""

    look = NEVER_BROKEN

    def render(self, value: datetime.date) -> str:
        """Show it as people write it."""
        return date_format(value, "j N Y")

    def value(self, value: datetime.date) -> datetime.date:
        """Export the day."""
        return value


class Month(Day):
    """A month, known by its first day."""

    def render(self, value: datetime.date) -> str:
        """Show it as people write it."""
        return date_format(value, "F Y")


class Moment(_Column):
    """A moment, shown by the clock of Paris."""

    look = NEVER_BROKEN

    def render(self, value: datetime.datetime) -> str:
        """Show the day and the minute."""
        return date_format(localtime(value), "j N Y, H:i")

    def value(self, value: datetime.datetime) -> str:
        """Export it with its offset: a spreadsheet's dates know no time zone."""
        return localtime(value).isoformat(timespec="seconds")


class Link(tables.Column):
    """Words that lead to the page of the row: ``linkify`` of django-tables2."""

    def __init__(self, *args: object, **given: object) -> None:
        given.setdefault("attrs", {"a": {"class": "font-medium"}})
        given.setdefault("default", NOTHING)
        super().__init__(*args, **given)


class State(_Column):
    """A state: its code gives the colour, its label the words.

    ``label`` names the attribute or method of the row that gives the words, or is a
    function of the row.
    """

    look = NEVER_BROKEN

    def __init__(
        self, *args: object, label: str | Callable[[Any], str], **given: object
    ) -> None:
        self._label = label
        super().__init__(*args, **given)

    def render(self, record: object, bound_column: tables.columns.BoundColumn) -> str:
        """Show the words in the colour of the state."""
        # Not the value that is handed in: of a field with choices that is the words.
        code = bound_column.accessor.resolve(record)
        given = {"value": code, "slot": self._words(record)}
        return format_html("{}", render_to_string("ui/status.html", given))

    def value(self, record: object) -> str:
        """Export the words."""
        return self._words(record)

    def _words(self, record: object) -> str:
        if callable(self._label):
            return self._label(record)
        label = getattr(record, self._label)
        return str(label() if callable(label) else label)
