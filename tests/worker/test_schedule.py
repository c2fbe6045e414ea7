"""The day's deeds: in the background, twice a day, their failure told."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from toile.journal import CompactReport
from toile.pool.visits import PROFILES
from toile.wire.errors import JournalError
from toile.worker import schedule

HOUR_MS = 3_600_000
NOTHING = CompactReport("pool", 0, 0, 0, 0)


class Compactions:
    """Stands at the compaction's door: counts, holds it up, or lets it fail."""

    def __init__(self) -> None:
        self.begun = 0
        self.going_on = 0
        self.most_at_once = 0
        self.may_end = threading.Event()
        self.may_end.set()
        self.error: Exception | None = None

    def run(self, *_: object) -> CompactReport:
        self.begun += 1
        self.going_on += 1
        self.most_at_once = max(self.most_at_once, self.going_on)
        assert self.may_end.wait(60)
        self.going_on -= 1
        if self.error is not None:
            raise self.error
        return NOTHING


@pytest.fixture
def compactions(monkeypatch: pytest.MonkeyPatch) -> Iterator[Compactions]:
    """The pool's compactions of a worker."""
    made = Compactions()
    monkeypatch.setattr(schedule, "compact_pool", made.run)
    yield made
    made.may_end.set()


def beat(house: Any) -> None:
    """Let every deed be due, once."""
    for deed in house.worker._deeds:
        deed.due = 0.0
    house.worker.beat()


def test_visits_move_while_files_are_compacted(
    house: Any, compactions: Compactions
) -> None:
    compactions.may_end.clear()
    beat(house)
    house.write(house.visit(1, "royal", house.at()))
    beat(house)
    beat(house)
    assert house.stores.pool.get(PROFILES, house.sid(1)) is not None
    assert (compactions.begun, compactions.most_at_once) == (1, 1)


def test_stopping_waits_for_the_files_to_be_whole(
    house: Any, compactions: Compactions
) -> None:
    compactions.may_end.clear()
    beat(house)
    threading.Timer(0.05, compactions.may_end.set).start()
    house.stop()
    assert (compactions.begun, compactions.going_on) == (1, 0)


def test_a_compaction_that_fails_is_told_until_one_succeeds(
    house: Any, compactions: Compactions, caplog: pytest.LogCaptureFixture
) -> None:
    compactions.error = JournalError("The journal", "the disk is full", "Make room.")
    house.worker.catch_up()
    assert "the disk is full" in house.worker.failing["compaction"]
    assert "the disk is full" in caplog.text
    beat(house)
    assert "compaction" in house.worker.failing
    compactions.error = ValueError("unheard of")
    house.worker.catch_up()
    assert "unheard of" in house.worker.failing["compaction"]
    compactions.error = None
    house.worker.catch_up()
    assert house.worker.failing == {}


def test_files_are_compacted_every_twelve_hours(
    house: Any, compactions: Compactions
) -> None:
    house.worker.catch_up()
    begun = compactions.begun
    for hours, runs in ((11, 0), (12, 1), (13, 1), (23, 1), (24, 2)):
        house.ahead_ms = hours * HOUR_MS + 60_000
        beat(house)
        house.worker._daily.wait()
        beat(house)
        assert compactions.begun == begun + runs
