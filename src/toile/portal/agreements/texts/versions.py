"""The versions of each text, and what differs between two of them.

A version never changes once somebody has signed it: a new wording is a new file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from toile.portal.agreements.models import Agreement
from toile.portal.agreements.texts.blocks import Block, blocks_of

Kind = Agreement.Kind
_FOLDER = Path(__file__).parent.parent / "templates"
_PLACE = "agreements/texts/"

# The files of each version, in the order in which they are read; the newest last.
VERSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    Kind.UNION_CINEMA: {
        "2026-11": ("cinema_2026_11.txt",),
        "2026-12": ("cinema_2026_12.txt", "joint_2026_12.txt"),
        "2027-01": ("cinema_2027_01.txt", "joint_2026_12.txt"),
    },
    Kind.OPERATOR_UNION: {
        "2026-12": ("operator_2026_12.txt", "joint_2026_12.txt"),
        "2027-01": ("operator_2027_01.txt", "joint_2026_12.txt"),
    },
}
LEGACY = "2026-11"
"""Signed before texts were kept as blocks: what is kept of it is HTML."""

JOINT = "joint_2026_12.txt"

_LABELS = {
    "terms.fee_micros": "redevance",
    "terms.fee_of_a_thousand_micros": "redevance de mille clics",
    "terms.window_days": "fenêtre",
    "terms.threshold_micros": "seuil",
    "terms.sharing_in_words": "partage",
    "terms.rate_sentence": "redevance",
    "terms.sharing_sentence": "partage",
    "terms.caps_sentence": "plafonds",
    "terms.smallest_cell": "plus petite case",
    "terms.smallest_segment": "plus petit segment",
    "terms.retention_days": "conservation",
    "terms.notice_days": "préavis",
    "terms.sites_in_words": "sites",
    "union": "syndicat",
    "union.siret": "SIRET",
    "union.legal_name": "syndicat",
    "identity.legal_name": "raison sociale",
    "identity.siret": "SIRET",
    "identity.vat_in_words": "régime de TVA",
    "identity.get_vat_regime_display": "régime de TVA",
    "cinema.name": "cinéma",
    "cinema.commune": "commune",
    "cinema.cnc_number": "numéro CNC",
}
_FIELD = re.compile(r"{{\s*([\w.]+)[^}]*}}")
_TAG = re.compile(r"{%.*?%}")

Change = tuple[Literal["same", "del", "ins"], str]


@dataclass(frozen=True)
class Changed:
    """A block of the later text, or one that it lost, as runs of words."""

    kind: str
    runs: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether nothing in it changed."""
        return all(how == "same" for how, _words in self.runs)


def current(kind: str) -> str:
    """The version that is offered."""
    return list(VERSIONS[kind])[-1]


def templates_of(kind: str, version: str) -> list[str]:
    """The templates of a version."""
    return [_PLACE + name for name in VERSIONS[kind][version]]


def pattern(kind: str, version: str) -> list[Block]:
    """A version as its authors wrote it: fields by name, in brackets."""
    files = (_FOLDER / one for one in templates_of(kind, version))
    text = "\n\n".join(one.read_text(encoding="utf-8") for one in files)
    return blocks_of(_TAG.sub("", _FIELD.sub(_named, text)))


def _named(found: "re.Match[str]") -> str:
    return f"[{_LABELS.get(found[1], 'adresse')}]"


def differences(before: list[Block], after: list[Block]) -> list[Changed]:
    """Tell the later text block by block, with what it took out and put in."""
    match = SequenceMatcher(
        None, [_flat(b) for b in before], [_flat(a) for a in after], autojunk=False
    )
    found: list[Changed] = []
    for how, first, last, start, end in match.get_opcodes():
        old, new = before[first:last], after[start:end]
        if how == "equal":
            found += [Changed(one.kind, (("same", _flat(one)),)) for one in new]
        else:
            found += _replaced(old, new)
    return found


def _replaced(old: list[Block], new: list[Block]) -> Iterator[Changed]:
    for at in range(max(len(old), len(new))):
        gone = old[at] if at < len(old) else None
        come = new[at] if at < len(new) else None
        if gone and come and gone.kind == come.kind and _alike(gone, come):
            yield Changed(come.kind, tuple(_runs(_flat(gone), _flat(come))))
            continue
        if gone:
            yield Changed(gone.kind, (("del", _flat(gone)),))
        if come:
            yield Changed(come.kind, (("ins", _flat(come)),))


def _alike(one: Block, other: Block) -> bool:
    words = _flat(one).split(), _flat(other).split()
    return SequenceMatcher(None, *words, autojunk=False).ratio() > 0.3


def _runs(before: str, after: str) -> Iterator[Change]:
    old, new = before.split(), after.split()
    match = SequenceMatcher(None, old, new, autojunk=False)
    for how, first, last, start, end in match.get_opcodes():
        if how == "equal":
            yield "same", " ".join(new[start:end])
            continue
        if first < last:
            yield "del", " ".join(old[first:last])
        if start < end:
            yield "ins", " ".join(new[start:end])


def _flat(block: Block) -> str:
    return block.text or " ; ".join(block.items)
