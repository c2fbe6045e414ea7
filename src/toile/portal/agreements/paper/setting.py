"""Setting an agreement with typst: tagged, titled, in French, fonts inside.

All words go to typst as JSON, none as markup. The document's date is the moment that is
given, so that the bytes can be made again.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import msgspec
import typst
from django.utils import timezone, translation
from django.utils.formats import date_format

from toile.portal.agreements.models import Agreement
from toile.portal.agreements.texts import TITLES, blocks_of
from toile.portal.ui.letters import settable

_SHEET = Path(__file__).with_name("agreement.typ")
# Kept for years (A-2a), and read aloud by a screen reader (UA-1).
_STANDARDS = ["a-2a", "ua-1"]
_BY_HAND = {
    "title": "Pour le signataire, sur papier",
    "lines": [
        "Nom et prénom :",
        "Qualité et pouvoir :",
        "Fait à, le :",
        "Signature :",
    ],
}


@dataclass(frozen=True)
class Proof:
    """The page of evidence: what is known of a signature, as label and value."""

    rows: Sequence[tuple[str, str]]
    notes: Sequence[str]


@dataclass(frozen=True)
class Sheet:
    """What is printed: the text under its title, and the proof once it is signed."""

    kind: str
    version: str
    text: str
    text_hash: str
    whose: str
    reference: str
    proof: Proof | None = None


def to_pdf(sheet: Sheet, at: datetime.datetime) -> bytes:
    """Set a sheet; ``at`` is the only date in it that the text does not hold."""
    return bytes(_set(sheet, at, "pdf"))


def to_pictures(sheet: Sheet, at: datetime.datetime) -> list[bytes]:
    """Draw each page as a PNG, to be looked at."""
    pages: Any = _set(sheet, at, "png")
    return list(pages) if isinstance(pages, list) else [bytes(pages)]


def _set(sheet: Sheet, at: datetime.datetime, kind: Literal["pdf", "png"]) -> Any:  # noqa: ANN401 - bytes, or a list of them
    make = partial(
        typst.compile,
        str(_SHEET),
        root=str(_SHEET.parent),
        format=kind,
        ignore_system_fonts=True,
        sys_inputs={"paper": msgspec.json.encode(document(sheet, at)).decode()},
        timestamp=int(at.timestamp()),
    )
    return make(pdf_standards=_STANDARDS) if kind == "pdf" else make(ppi=90)


def french_day(at: datetime.datetime) -> str:
    """Write the day in Paris as the French do, who have a first but no second."""
    local = timezone.localtime(at)
    with translation.override("fr"):
        return date_format(local, "1\\e\\r F Y" if local.day == 1 else "j F Y")


def document(sheet: Sheet, at: datetime.datetime) -> dict[str, Any]:
    """All that the paper says, in order."""
    day = french_day(at)
    named = sheet.reference or "projet, sans valeur tant qu’il n’est pas signé"
    proof = sheet.proof and {
        "title": "Preuve de la signature",
        "head": ["Élément", "Valeur"],
        "rows": [[settable(cell) for cell in row] for row in sheet.proof.rows],
        "notes": [settable(note) for note in sheet.proof.notes],
    }
    return {
        "title": settable(f"{TITLES[Agreement.Kind(sheet.kind)]} – {sheet.whose}"),
        "author": "Toile",
        "eyebrow": settable(f"{named} – texte {sheet.version}"),
        "lead": f"Document du {day}.",
        "foot": settable(f"{named} – empreinte {sheet.text_hash[:16]}…"),
        "blocks": [
            {
                "kind": block.kind,
                "text": settable(block.text),
                "items": [settable(item) for item in block.items],
            }
            for block in blocks_of(sheet.text)
        ],
        "proof": proof,
        "by_hand": None if proof else _BY_HAND,
    }
