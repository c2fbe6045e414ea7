"""A document on paper: PDF/A-2a and PDF/UA-1, the same bytes for the same words.

All words go to typst as JSON, none as markup; the moment is given, so that the bytes
can be made again.
"""

import datetime
from pathlib import Path
from typing import Any

import msgspec
import typst
from django.utils import timezone, translation
from django.utils.formats import date_format

from toile.portal.accountability.selectors import Standing
from toile.portal.ui.letters import settable

_SHEET = Path(__file__).with_name("document.typ")


def to_pdf(found: Standing, at: datetime.datetime) -> bytes:
    """Set a document as it stands; ``at`` is the day that it names."""
    words = msgspec.json.encode(_words(found, at)).decode()
    return bytes(
        typst.compile(
            str(_SHEET),
            root=str(_SHEET.parent),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"paper": words},
            timestamp=int(at.timestamp()),
            # Kept for years (A-2a), and read aloud by a screen reader (UA-1).
            pdf_standards=["a-2a", "ua-1"],
        )
    )


def _words(found: Standing, at: datetime.datetime) -> dict[str, Any]:
    document = found.document
    with translation.override("fr"):
        day = date_format(timezone.localtime(at), "j F Y")
    return {
        "title": settable(document.title),
        "lead": settable(document.lead),
        "source": settable(document.source),
        "foot": f"Toile, document du {day}, version {found.version}",
        "entries": [
            {
                "title": settable(row.title),
                "cells": [
                    [settable(label), settable(text) or "–"]
                    for label, text in row.cells
                ],
            }
            for row in found.rows
        ],
    }
