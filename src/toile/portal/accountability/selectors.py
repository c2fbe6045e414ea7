"""The documents as they stand today: the newest wording of each entry."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from toile.portal.accountability.documents import VALUE, Code, Document, Entry, origin
from toile.portal.accountability.label import label_fields
from toile.portal.accountability.models import EntryVersion
from toile.portal.accountability.periods import periods


@dataclass(frozen=True)
class Row:
    """An entry as it stands: its cells in the order of the columns."""

    entry: Entry
    title: str
    number: int
    fields: dict[str, str]
    cells: Sequence[tuple[str, str]]
    made_at: datetime.datetime | None = None
    made_by: str = ""

    @property
    def key(self) -> str:
        """The entry's name in addresses."""
        return self.entry.key


@dataclass(frozen=True)
class Standing:
    """A document with its rows; ``changed_at`` is ``None`` while none was changed."""

    document: Document
    rows: Sequence[Row]

    @property
    def changed_at(self) -> datetime.datetime | None:
        """When an entry was last written."""
        return max((row.made_at for row in self.rows if row.made_at), default=None)

    @property
    def version(self) -> int:
        """How often the document was changed: its number, and its PDF's."""
        return sum(row.number for row in self.rows)


def standing(code: Code) -> Standing:
    """Give one document as it stands (2 or 3 queries)."""
    document = origin(code)
    newest = {one.key: one for one in versions(code)}
    computed = _computed(code)
    return Standing(
        document,
        [
            _row(document, one, newest.get(one.key), computed)
            for one in document.entries
        ],
    )


def versions(code: Code, key: str | None = None) -> QuerySet[EntryVersion]:
    """Every wording that people wrote, the oldest of an entry first."""
    rows = EntryVersion.objects.filter(document=code.value)
    if key is not None:
        rows = rows.filter(key=key)
    return rows.select_related("made_by", "organisation").order_by("key", "number")


def _row(
    document: Document,
    entry: Entry,
    newest: EntryVersion | None,
    computed: Mapping[str, str],
) -> Row:
    fields = dict(entry.fields) if newest is None else dict(newest.fields)
    if entry.computed:
        fields[VALUE] = computed[entry.key]
    cells = [(column.label, fields.get(column.name, "")) for column in document.columns]
    if newest is None:
        return Row(entry, entry.title, 0, fields, cells)
    return Row(
        entry,
        newest.title,
        newest.number,
        fields,
        cells,
        newest.made_at,
        str(newest.made_by),
    )


def _computed(code: Code) -> Mapping[str, str]:
    if code is Code.RETENTION:
        return periods()
    return label_fields() if code is Code.LABEL else {}
