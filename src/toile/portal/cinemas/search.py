"""Finding a cinema in the CNC's list, and telling whether it is a member already."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, QuerySet, Value, When

from toile.portal.accounts.models import Membership
from toile.portal.cinemas.models import Cinema, ListedCinema, plain

MOST_FOUND = 20
_LITTLE = {"a", "au", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "sur"}


@dataclass(frozen=True)
class Found:
    """A cinema of the list; ``member`` is the same one in the pool, if it is there."""

    listed: ListedCinema
    member: Cinema | None

    @property
    def name(self) -> str:
        """Its name as people write it."""
        return readable(self.listed.name)


@dataclass(frozen=True)
class Search:
    """What was found: the first ones, and whether there are more."""

    words: str
    found: list[Found]
    more: bool


def search(words: str, departement: str = "") -> Search:
    """Look for cinemas whose every word begins so: name, commune, number (2 queries).

    Art et Essai cinemas come first.
    """
    rows = ListedCinema.objects.order_by(
        Case(When(category="", then=Value(1)), default=Value(0)), "commune", "name"
    )
    if departement:
        rows = rows.filter(departement=departement)
    for word in plain(words[:200]).split():
        rows = rows.filter(words__contains=f" {word}")
    first = list(rows[: MOST_FOUND + 1])
    members = members_by_number([row.number for row in first])
    found = [Found(row, members.get(row.number)) for row in first[:MOST_FOUND]]
    return Search(words, found, more=len(first) > MOST_FOUND)


def members_by_number(numbers: Collection[str]) -> dict[str, Cinema]:
    """Cinemas of the pool by their number in the CNC's list."""
    wanted = {number for number in numbers if number}
    rows = Cinema.objects.filter(cnc_number__in=wanted).select_related("organisation")
    return {row.cnc_number: row for row in rows}


def whom_to_ask(cinema: Cinema) -> QuerySet[Membership]:
    """People who can invite somebody into a cinema's team."""
    return cinema.organisation.memberships.filter(
        role=Membership.Role.OWNER
    ).select_related("user")


def readable(name: str) -> str:
    """Write a name in capitals as people write it; others stay as they are."""
    if not name.isupper():
        return name
    words = [
        word.lower() if at and word.lower() in _LITTLE else word.capitalize()
        for at, word in enumerate(name.split())
    ]
    return " ".join(words)
