"""The documents: what each is, who writes it, and its wording of origin."""

from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

VALUE = "value"
_ORIGIN = Path(__file__).with_name("origin")


class Code(StrEnum):
    """The documents, by their name in an address."""

    UNION_REGISTER = "registre-syndicat"
    OPERATOR_REGISTER = "registre-operateur"
    ASSESSMENT = "analyse-d-impact"
    RETENTION = "durees"
    SUBPROCESSORS = "sous-traitants"
    LABEL = "etiquette"


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field of every entry."""

    name: str
    label: str


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry: its fields by the names of the document's columns.

    The ``value`` of one that is ``computed`` is told by the code, never written.
    """

    key: str
    title: str
    fields: dict[str, str]
    computed: bool = False


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document of origin. ``writer`` is the kind of organisation that may change it.

    ``source`` names the rule that asks for it.
    """

    code: Code
    title: str
    lead: str
    source: str
    writer: str
    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]

    def written(self, entry: Entry) -> tuple[Column, ...]:
        """The columns of an entry that people write."""
        told = VALUE if entry.computed else ""
        return tuple(column for column in self.columns if column.name != told)


@cache
def origin(code: Code) -> Document:
    """Read a document as this version of Toile was delivered with it."""
    file = _ORIGIN / f"{code.value}.json"
    return msgspec.json.decode(file.read_bytes(), type=Document)
