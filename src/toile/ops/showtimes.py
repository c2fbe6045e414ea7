"""``toile showtimes import``: one reading of the programme, and what came of it."""

from functools import partial

from toile.portal.showtimes.models import Import
from toile.portal.showtimes.services import import_programme
from toile.portal.showtimes.source import read
from toile.wire.clock import now_ms, to_datetime
from toile.worker.turns import give_way


def import_once(dataset: str) -> str:
    """Import the programme; raises ``SourceError`` when it cannot be read."""
    done = import_programme(partial(read, dataset), to_datetime(now_ms()), give_way)
    if done.status == Import.Status.UNCHANGED:
        return f"the programme is what it was: {done.kept} screenings are held"
    return (
        f"{done.read} records read: {done.kept} screenings kept, {done.twice} twice, "
        f"{done.elsewhere} of other cinemas, {done.faulty} unreadable"
    )
