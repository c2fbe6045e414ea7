"""The report on paper: PDF/A and PDF/UA, the same bytes for the same data.

Set by typst. Titles may hold anything: all words go to typst as JSON, none as markup.
"""

import datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

import msgspec
import typst
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from toile.portal.campaigns.report.blocks import blocks
from toile.portal.campaigns.report.told import Report
from toile.portal.ui.letters import settable

_SHEET = Path(__file__).with_name("report.typ")
# Kept for years (A-2a), and read aloud by a screen reader (UA-1).
_STANDARDS = ["a-2a", "ua-1"]
_REGIONS = {"fr": "FR", "en": "GB"}


def to_pdf(report: Report, at: datetime.datetime) -> bytes:
    """Set a report, as printed at a moment."""
    return bytes(_set(report, at, "pdf"))


def to_pictures(report: Report, at: datetime.datetime) -> list[bytes]:
    """Draw each page as a PNG, to be looked at."""
    pages: Any = _set(report, at, "png")
    return list(pages) if isinstance(pages, list) else [bytes(pages)]


def _set(report: Report, at: datetime.datetime, kind: Literal["pdf", "png"]) -> Any:  # noqa: ANN401 - bytes, or a list of them
    words = msgspec.json.encode(_clean(document(report, at))).decode()
    make = partial(
        typst.compile,
        str(_SHEET),
        root=str(_SHEET.parent),
        format=kind,
        ignore_system_fonts=True,
        sys_inputs={"report": words},
        timestamp=int(at.timestamp()),
    )
    return make(pdf_standards=_STANDARDS) if kind == "pdf" else make(ppi=90)


def document(report: Report, at: datetime.datetime) -> dict[str, Any]:
    """All that the paper says, in order."""
    language = (get_language() or "fr")[:2]
    before, between, _after = (
        _("Page %(page)s sur %(of)s") % {"page": "\0", "of": "\0"}
    ).split("\0")
    return {
        "title": report.campaign,
        "author": "Toile",
        "eyebrow": f"{report.film} – {report.distributor}",
        "lead": _lead(report),
        "foot": _("Toile, édité le %(day)s") % {"day": _moment(at)},
        "page": [before, between],
        "language": language,
        "region": _REGIONS.get(language, "FR"),
        "blocks": blocks(report),
    }


def _lead(report: Report) -> str:
    if report.first is None or report.last is None:
        days = _("Bilan de la campagne.")
    else:
        days = _("Bilan du %(first)s au %(last)s.") % {
            "first": date_format(report.first, "j F Y"),
            "last": date_format(report.last, "j F Y"),
        }
    if report.counted_until is None:
        fresh = _("Rien n’a encore été compté.")
    else:
        at = _moment(report.counted_until)
        fresh = _("Chiffres comptés jusqu’au %(at)s (heure de Paris).") % {"at": at}
    return f"{days} {fresh}"


def _moment(at: datetime.datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")


def _clean(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Keep the letters that the fonts have, in every text of the document."""
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    return value
