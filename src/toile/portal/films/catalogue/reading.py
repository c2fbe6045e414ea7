"""Reading the lists of films: the CNC's of approved films, and Allociné's numbers.

A pass takes a file and gives back (facts, faults): a bad row is told, never lost in
silence, and stops no other.
"""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from toile.portal.films.catalogue.names import director_of, title_of

FIRST_YEAR = 1895
LAST_YEAR = 2100


@dataclass(frozen=True)
class Facts:
    """What a row tells of a film; a visa or a number of Allociné at least."""

    title: str
    director: str = ""
    year: int | None = None
    visa: str | None = None
    allocine_id: int | None = None


@dataclass
class Reading:
    """The films of a file, and its rows that could not be read."""

    facts: list[Facts] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class UnknownListError(ValueError):
    """The file has the columns of no list that is known."""


def read(content: bytes) -> Reading:
    """Read a CSV file by the names of its columns.

    Raises ``UnknownListError`` for one that is none of the known lists.
    """
    text = _decoded(content)
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    columns = {str(name).strip().lower() for name in rows.fieldnames or ()}
    for needed, reader in _LISTS:
        if needed <= columns:
            return _read(rows, reader)
    raise UnknownListError(
        _(
            "Les colonnes ne sont ni celles de la liste du CNC (VISA, TITRE, "
            "REALISATEUR, Date) ni celles d’Allociné (allocine_id, title, year)."
        )
    )


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


Row = dict[str, str]


def _read(rows: Iterable[dict[str, str]], reader: Callable[[Row], Facts]) -> Reading:
    reading = Reading()
    for number, raw in enumerate(rows, start=2):
        row = {
            str(name).strip().lower(): (value or "").strip()
            for name, value in raw.items()
            if isinstance(value, str | None)
        }
        try:
            reading.facts.append(reader(row))
        except ValueError as error:
            reading.faults.append(
                _("ligne %(number)d : %(fault)s") % {"number": number, "fault": error}
            )
    return reading


def _of_the_cnc(row: Row) -> Facts:
    return Facts(
        _title(row["titre"]),
        director_of(row["realisateur"]),
        _year(row["date"]),
        visa=_visa(row["visa"]),
    )


def _of_allocine(row: Row) -> Facts:
    number = _number(row["allocine_id"])
    return Facts(_title(row["title"]), "", _year(row["year"]), allocine_id=number)


def _of_both(row: Row) -> Facts:
    """The house's own small file: both numbers, whichever is known."""
    visa = _visa(row["visa"]) if row["visa"] else None
    number = _number(row["allocine_id"]) if row["allocine_id"] or not visa else None
    year = _year(row["year"])
    return Facts(_title(row["title"]), row["director"], year, visa, number)


def _visa(written: str) -> str:
    visa = written.replace(" ", "")
    if not (visa.isascii() and visa.isdigit() and len(visa) <= 10):
        raise ValueError(_("pas de numéro de visa"))
    return visa


def _number(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) < 8):
        raise ValueError(_("pas de numéro Allociné"))
    return int(written)


def _title(written: str) -> str:
    title = title_of(written)
    if not title:
        raise ValueError(_("pas de titre"))
    return title


def _year(written: str) -> int | None:
    digits = written[:4]
    if not (digits.isascii() and digits.isdigit()):
        return None
    year = int(digits)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


# The columns that tell a list, and what reads its rows; the narrowest first.
_LISTS: tuple[tuple[set[str], Callable[[Row], Facts]], ...] = (
    ({"visa", "allocine_id", "title", "director", "year"}, _of_both),
    ({"visa", "titre", "realisateur", "date"}, _of_the_cnc),
    ({"allocine_id", "title", "year"}, _of_allocine),
)
