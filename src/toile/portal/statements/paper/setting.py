"""Setting statements with typst: tagged, titled, in French, fonts inside.

All words go to typst as JSON, none as markup. The document's date is the moment at
which the statement was drawn up, so that the bytes can be made again. One press sets
hundreds: its template and fonts are read once.
"""

from pathlib import Path
from typing import Any

import msgspec
import typst
from django.utils import translation

from toile.portal.statements.sheets import Party, Sheet
from toile.portal.statements.told import (
    WrittenSection,
    membership_notes,
    sections_of,
    written,
)
from toile.portal.statements.words import day_label, month_label
from toile.portal.ui.letters import settable
from toile.wire.clock import MS_A_SECOND, paris_date

_TEMPLATE = Path(__file__).with_name("statement.typ")
_PIXELS_AN_INCH = 110


class Press:
    """Sets statements, one after the other."""

    def __init__(self) -> None:
        self._compiler = typst.Compiler(
            str(_TEMPLATE), root=str(_TEMPLATE.parent), ignore_system_fonts=True
        )

    def to_pdf(self, sheet: Sheet, sha256: str) -> bytes:
        """Set a sheet; ``sha256`` is its fingerprint, which the foot shows."""
        done: Any = self._compiler.compile(
            format="pdf",
            sys_inputs=_inputs(sheet, sha256),
            # Kept for years (A-2a), and read aloud by a screen reader (UA-1).
            pdf_standards=["a-2a", "ua-1"],
            timestamp=sheet.drawn_at_ms // MS_A_SECOND,
        )
        return bytes(done)

    def to_pictures(self, sheet: Sheet, sha256: str) -> list[bytes]:
        """Draw each page as a PNG, to be looked at."""
        pages: Any = self._compiler.compile(
            format="png",
            ppi=_PIXELS_AN_INCH,
            sys_inputs=_inputs(sheet, sha256),
            timestamp=sheet.drawn_at_ms // MS_A_SECOND,
        )
        return list(pages) if isinstance(pages, list) else [bytes(pages)]


def _inputs(sheet: Sheet, sha256: str) -> dict[str, str]:
    with translation.override("fr"):
        return {"paper": msgspec.json.encode(_document(sheet, sha256)).decode()}


def _document(sheet: Sheet, sha256: str) -> dict[str, Any]:
    """All that the paper says, in order."""
    month = month_label(sheet.month)
    drawn = day_label(paris_date(sheet.drawn_at_ms))
    named = f"Relevé n° {sheet.number}"
    if sheet.is_provisional:
        named = "Relevé provisoire, sans numéro : ses chiffres peuvent encore changer"
    return {
        "title": settable(f"État du nombre de clics – {month}"),
        "author": settable(sheet.union.name),
        "lead": settable(_lead(sheet, drawn)),
        "eyebrow": settable(f"{named} – {sheet.cinema.name}"),
        "provisional": sheet.is_provisional,
        "foot": settable(f"{sheet.cinema.name} – {month} – empreinte {sha256[:16]}…"),
        "for": "Relevé du cinéma",
        "union": _party(sheet.union),
        "cinema": _party(sheet.cinema),
        "sections": [_section(written(one)) for one in sections_of(sheet)],
        "proof": {"title": "Vérifier ce relevé", "lines": _proof(sheet, sha256)},
    }


def _lead(sheet: Sheet, drawn: str) -> str:
    said = [f"Établi le {drawn}. Montants en euros, hors taxes."]
    return " ".join([*said, *membership_notes(sheet)])


def _proof(sheet: Sheet, sha256: str) -> list[str]:
    return [
        "Chaque chiffre s’ouvre sur la page du relevé, clic par clic. Les parts ne "
        "sont pas arrondies ; seul un virement l’est, au centime, et le reste vous "
        "reste dû.",
        f"Grand livre au maillon {sheet.link}, SHA-256 {sheet.link_hash or '–'}.",
        f"Empreinte des chiffres de ce relevé, SHA-256 {sha256}.",
    ]


def _party(one: Party) -> dict[str, Any]:
    return {"name": settable(one.name), "lines": [settable(line) for line in one.lines]}


def _section(one: WrittenSection) -> dict[str, Any]:
    return {
        "title": settable(one.title),
        "note": settable(one.note),
        "empty": settable(one.empty),
        "columns": [
            {"label": settable(label), "number": is_number, "wide": at == 0}
            for at, (label, is_number) in enumerate(one.columns)
        ],
        "rows": [[settable(cell.text) for cell in row] for row in one.rows],
        "total": [settable(cell.text) for cell in one.total],
    }
