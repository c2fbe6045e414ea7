"""``toile films import``: a list of films taken in, and what came of it."""

from pathlib import Path

from toile.portal.films.catalogue.importing import import_list
from toile.portal.films.catalogue.reading import UnknownListError
from toile.wire.errors import ToileError

_FAULTS_TOLD = 5


class ListError(ToileError):
    """The file cannot be read, or is no list of films."""


def import_file(file: Path) -> str:
    """Import a list; raises ``ListError`` when it is none."""
    try:
        done = import_list(file.read_bytes(), file.name)
    except OSError as error:
        raise ListError(
            str(file), error.strerror or "unreadable", "Check it."
        ) from error
    except UnknownListError as error:
        raise ListError(str(file), str(error), "Give such a list.") from error
    told = [
        f"{done.read} films read: {done.made} new, {done.changed} completed, "
        f"{done.twice} twice, {len(done.faults)} rows unreadable",
        *(f"  {fault}" for fault in done.faults[:_FAULTS_TOLD]),
    ]
    return "\n".join(told)
