"""Keeping what the lists tell: one row a film, joined where title and year agree."""

from dataclasses import dataclass

from django.db import transaction

from toile.portal.audit.services import record
from toile.portal.films.catalogue.names import folded
from toile.portal.films.catalogue.reading import Facts, Reading, read
from toile.portal.films.models import FilmRecord

# A film agreed in one year comes out in the next.
_YEARS_APART = 1


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    read: int
    made: int
    changed: int
    twice: int
    faults: tuple[str, ...]


@transaction.atomic
def import_list(content: bytes, name: str) -> Imported:
    """Take in a list of films; the same list again changes nothing.

    Raises ``UnknownListError`` for a file that is no known list.
    """
    done = _keep(read(content))
    record(
        "film_records.imported",
        "film_records",
        name[:26],
        details={"name": name, "made": done.made, "changed": done.changed},
    )
    return done


def _keep(reading: Reading) -> Imported:
    known = _Known(list(FilmRecord.objects.all()))
    seen: set[tuple[str | None, int | None]] = set()
    twice = 0
    for facts in reading.facts:
        numbers = (facts.visa, facts.allocine_id)
        twice += numbers in seen
        if numbers not in seen:
            seen.add(numbers)
            known.take(facts)
    FilmRecord.objects.bulk_create(known.made, batch_size=500)
    FilmRecord.objects.bulk_update(
        known.changed.values(),
        ["visa", "allocine_id", "title", "director", "year", "key"],
        batch_size=200,
    )
    return Imported(
        len(reading.facts),
        len(known.made),
        len(known.changed),
        twice,
        tuple(reading.faults),
    )


class _Known:
    """The records by each of their numbers, and by title for those that lack one."""

    def __init__(self, records: list[FilmRecord]) -> None:
        self.made: list[FilmRecord] = []
        self.changed: dict[int, FilmRecord] = {}
        self._by_visa: dict[str, FilmRecord] = {}
        self._by_number: dict[int, FilmRecord] = {}
        self._by_title: dict[str, list[FilmRecord]] = {}
        for one in records:
            self._index(one)

    def take(self, facts: Facts) -> None:
        found = self._find(facts)
        if found is None:
            made = FilmRecord()
            _fill(made, facts)
            self.made.append(made)
            self._index(made)
        elif _fill(found, facts):
            if found.pk is not None:
                self.changed[found.pk] = found
            self._index(found)

    def _find(self, facts: Facts) -> FilmRecord | None:
        found = self._by_visa.get(facts.visa or "")
        found = found or self._by_number.get(facts.allocine_id or 0)
        if found is not None:
            return found
        alike = [
            one
            for one in self._by_title.get(folded(facts.title), ())
            if _lacks(one, facts) and _near(one.year, facts.year)
        ]
        # Two films of one title in one year: neither is taken for the other.
        return alike[0] if len(alike) == 1 else None

    def _index(self, one: FilmRecord) -> None:
        if one.visa:
            self._by_visa[one.visa] = one
        if one.allocine_id:
            self._by_number[one.allocine_id] = one
        same = self._by_title.setdefault(folded(one.title), [])
        if one not in same:
            same.append(one)


def _lacks(one: FilmRecord, facts: Facts) -> bool:
    if facts.visa:
        return one.visa is None
    return one.allocine_id is None


def _near(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= _YEARS_APART


def _fill(one: FilmRecord, facts: Facts) -> bool:
    """Write what is told and not yet known; tell whether anything changed."""
    before = (one.visa, one.allocine_id, one.title, one.director, one.year)
    one.visa = one.visa or facts.visa
    one.allocine_id = one.allocine_id or facts.allocine_id
    one.title = one.title or facts.title
    one.director = one.director or facts.director
    one.year = one.year or facts.year
    one.key = folded(f"{one.title} {one.director}")[:400]
    return before != (one.visa, one.allocine_id, one.title, one.director, one.year)
