"""Has the worker counted what stands in the journal? Asked of the real stores."""

import threading
from typing import Any

import pytest

from toile.edge.ads.progress import BEHIND_MS, Progress
from toile.edge.wings import ADS_TABLES
from toile.journal import Batch, Cursor, open_reader
from toile.profiles import open_space
from toile.worker.project.delivery import DeliveryProjection
from toile.worker.project.follow import follow

PAGE = {"Origin": "https://franceinter.example"}


@pytest.fixture
def caught_up(house: Any) -> Any:
    """Ask a moment later than now, as an edge would that just started."""

    def ask(at_ms: int) -> bool:
        space = open_space(house.settings.profiles, "ads", ADS_TABLES, read_only=True)
        try:
            progress = Progress(space, open_reader(house.settings.journal, "ads"))
            return answer(progress, at_ms) == at_ms - BEHIND_MS
        finally:
            space.close()

    return ask


def answer(progress: Progress, at_ms: int) -> int:
    """Ask, and once it has looked hear what it saw."""
    progress.counted_until(at_ms)
    end_of_look(progress)
    return progress.counted_until(at_ms)


def end_of_look(progress: Progress) -> None:
    assert progress._looking is not None
    progress._looking.exception()


def test_a_worker_is_behind_until_it_has_read_the_impression(
    house: Any, caught_up: Any, now: int
) -> None:
    later = now + BEHIND_MS + 60_000
    assert caught_up(later), "an empty journal is read"
    house.publish_ads(house.contextual())
    with house.open() as edge:
        sealed = edge.get("/ad?p=inter-insert", PAGE).json["frame"].rpartition("/")[2]
        edge.get(f"/imp?t={sealed}")
        edge.stop()
    assert caught_up(now), "it is not behind yet"
    assert not caught_up(later)
    with house.stores() as stores:
        follow(open_reader(house.settings.journal, "ads"), DeliveryProjection(stores))
    assert caught_up(later)


def test_doubt_means_behind(house: Any, caught_up: Any, now: int) -> None:
    with house.stores() as stores, stores.ads.update() as update:
        update.put("cursors", b"delivery", b"no cursor")
    assert not caught_up(now)


class SlowJournal:
    """A journal of so many segments that reading it lasts until it is let go."""

    dead = 0

    def __init__(self) -> None:
        self.may_answer = threading.Event()
        self.asked = 0

    def read(self, cursor: Cursor, *_: object) -> Batch:
        self.asked += 1
        assert self.may_answer.wait(60)
        return Batch((), cursor)


def test_who_asks_never_waits_for_the_journal(house: Any, now: int) -> None:
    with house.stores() as stores:
        journal = SlowJournal()
        progress = Progress(stores.ads, journal)
        assert [progress.counted_until(now + n) for n in range(3)] == [0, 0, 0]
        journal.may_answer.set()
        end_of_look(progress)
        assert progress.counted_until(now + 60_000) == now - BEHIND_MS, "as of then"
        end_of_look(progress)
        assert journal.asked == 2
