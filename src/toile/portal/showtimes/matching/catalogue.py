"""Finding the film that the programme means; when in doubt, a person decides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from toile.portal.showtimes.matching.likeness import Likeness
from toile.portal.showtimes.matching.names import (
    Person,
    may_be,
    people_of,
    title_key,
)

# Cinemas announce a film of December as one of the year in which it comes out.
_YEARS_APART = 1
_ALIKE = 0.85
# Shorter titles are all alike.
_LONG_ENOUGH = 5


@dataclass(frozen=True)
class Entry:
    """A film of the catalogue; films with one ``work`` are the same work."""

    id: str
    work: int
    title: str
    director: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Verdict:
    """The film that is meant, if any, and how sure that is."""

    likeness: Likeness
    film: str | None = None

    @property
    def sure(self) -> bool:
        """Tell whether no person need confirm it."""
        return self.likeness is Likeness.SAME


NOTHING = Verdict(Likeness.NONE)


class Catalogue:
    """All films that distributors have announced, ready to be found."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._titles: dict[str, list[Entry]] = defaultdict(list)
        self._people: dict[Person, list[Entry]] = defaultdict(list)
        self._keys: dict[str, str] = {}
        for entry in sorted(entries, key=lambda one: one.id):
            key = self._keys[entry.id] = title_key(entry.title)
            self._titles[key].append(entry)
            for person in people_of(entry.director):
                self._people[person].append(entry)

    def find(self, title: str, director: str = "", year: int | None = None) -> Verdict:
        """Find the film with this title and director; never guesses in silence."""
        key, people = title_key(title), people_of(director)
        if not key:
            return NOTHING
        judged = [
            Verdict(likeness, entry.id)
            for entry in self._titles.get(key, ())
            if (likeness := _judge(entry, people, year)) is not Likeness.NONE
        ]
        same = [verdict for verdict in judged if verdict.sure]
        if same:
            return same[0] if self._is_one_work(key, same) else _several(same)
        if judged:
            return judged[0] if self._is_one_work(key, judged) else _several(judged)
        return self._nearly(key, people)

    def _is_one_work(self, key: str, verdicts: list[Verdict]) -> bool:
        films = {verdict.film for verdict in verdicts}
        return len({e.work for e in self._titles[key] if e.id in films}) == 1

    def _nearly(self, key: str, people: frozenset[Person]) -> Verdict:
        """Look among the films of the same director for a title much like this one."""
        best, best_ratio = NOTHING, _ALIKE
        for person in sorted(people, key=sorted):
            for entry in self._people.get(person, ()):
                ratio = _alike(key, self._keys[entry.id])
                if ratio > best_ratio:
                    best = Verdict(Likeness.LIKE_TITLE, entry.id)
                    best_ratio = ratio
        return best


def _judge(entry: Entry, people: frozenset[Person], year: int | None) -> Likeness:
    """Compare with a film of the same title."""
    known = people_of(entry.director)
    if not known or not people:
        return Likeness.NO_DIRECTOR
    if known & people:
        if year and entry.year and abs(year - entry.year) > _YEARS_APART:
            return Likeness.OTHER_YEAR
        return Likeness.SAME
    if any(may_be(one, other) for one in known for other in people):
        return Likeness.INITIALS
    return Likeness.NONE


def _several(verdicts: list[Verdict]) -> Verdict:
    return Verdict(Likeness.SEVERAL, verdicts[0].film)


def _alike(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    if len(short) < _LONG_ENOUGH:
        return 0.0
    # A subtitle more or less: "Gaulle" here is "Gaulle, l'âge de fer" there.
    if long.startswith(short):
        return 1.0
    return SequenceMatcher(None, one, other).ratio()
