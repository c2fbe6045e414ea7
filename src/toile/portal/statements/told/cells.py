"""Typed cells in tables: what the page, the paper and the CSV write."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from toile.portal.statements.figures import Figure

Look = Literal["text", "count", "euros"]


@dataclass(frozen=True)
class Cell:
    """One value: a text, a whole number or micro-euros; ``None`` is left empty."""

    value: str | int | None
    look: Look = "text"
    figure: Figure | None = None


@dataclass(frozen=True)
class Section:
    """A table: its columns as label and look, its rows, and a last row of sums."""

    key: str
    title: str
    columns: Sequence[tuple[str, Look]]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    note: str = ""
    empty: str = ""
