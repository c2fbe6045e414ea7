"""Setting a sheet with typst: tagged, titled, in French, fonts inside.

All words go to typst as JSON, none as markup. The moment that is given is the only one
in the file, so that the bytes can be made again.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import typst

from toile.portal.ui.letters import settable

_SHEET = Path(__file__).with_name("invoice.typ")


@dataclass(frozen=True)
class Side:
    """One party: who it is here, and its lines."""

    role: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Table:
    """Lines of amounts: the heading, the rows; all but the first column are numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Sheet:
    """What is printed, in order."""

    title: str
    eyebrow: str
    lead: str
    foot: str
    sides: Sequence[Side]
    facts: Sequence[tuple[str, str]]
    table: Table
    totals: Sequence[tuple[str, str]]
    notes: Sequence[str]
    stamp: str = ""


def to_pdf(sheet: Sheet, at: datetime.datetime) -> bytes:
    """Set a sheet as PDF/A-3; ``at`` is the only moment in it."""
    written: Any = typst.compile(
        str(_SHEET),
        root=str(_SHEET.parent),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"sheet": msgspec.json.encode(_told(sheet)).decode()},
        timestamp=int(at.timestamp()),
        # A-3 may hold the XML; facturx writes its own conformance over this one.
        pdf_standards=["a-3a", "ua-1"],
    )
    return bytes(written)


def _told(sheet: Sheet) -> Any:  # noqa: ANN401 - what JSON holds
    """Write every word with letters that the fonts have."""
    return _settable(msgspec.to_builtins(sheet))


def _settable(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, dict):
        return {name: _settable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_settable(one) for one in value]
    return value
