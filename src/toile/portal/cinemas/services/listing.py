"""Filling the CNC's list."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from toile.portal.cinemas.listing import Listed, read_facts
from toile.portal.cinemas.models import ListedCinema, plain

_AT_ONCE = 500
_FIELDS = [name for name in Listed._fields if name != "number"]


@transaction.atomic
def put_list(cinemas: Iterable[Listed], *, whole: bool = False) -> int:
    """Add these cinemas or bring them up to date; tell how many.

    ``whole`` says that the file is the whole list: what is not in it is dropped.
    """
    rows = [ListedCinema(words=_words(one), **one._asdict()) for one in cinemas]
    if whole:
        ListedCinema.objects.exclude(number__in=[row.number for row in rows]).delete()
    ListedCinema.objects.bulk_create(
        rows,
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=[*_FIELDS, "words"],
    )
    return len(rows)


def load_facts_once() -> int:
    """Fill an empty list from the facts that come with the house."""
    if ListedCinema.objects.exists():
        return 0
    return put_list(read_facts())


def _words(one: Listed) -> str:
    # A blank before each word, so that the beginning of a word can be looked for.
    said: Sequence[str] = (
        one.name,
        one.commune,
        one.departement,
        one.number,
        f"{one.region}{one.number:0>6}",
    )
    return f" {plain(' '.join(said))}"
