"""Finding a film by words of its title or its director."""

from toile.portal.films.catalogue.names import folded
from toile.portal.films.models import FilmRecord

MOST_FOUND = 12
SHORTEST = 2


def search(text: str) -> list[FilmRecord]:
    """Find the records that hold every word; those whose title begins so come first."""
    words = folded(text)[:100].split()
    if not words or len("".join(words)) < SHORTEST:
        return []
    rows = FilmRecord.objects.all()
    for word in words:
        rows = rows.filter(key__contains=word)
    wanted = " ".join(words)
    found = list(rows.order_by("-year", "title")[: MOST_FOUND * 5])
    found.sort(key=lambda one: not one.key.startswith(wanted))
    return found[:MOST_FOUND]
