"""The hourly import: apart from all other work, soon again after a failure."""

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from toile.portal.showtimes.source import SourceError
from toile.worker import programme
from toile.worker.loop import Worker
from toile.worker.programme import Programme

MINUTE_MS = 60_000


class Imports:
    """Stands at the import's door: counts, holds it up, or lets it fail."""

    def __init__(self) -> None:
        self.begun = 0
        self.may_end = threading.Event()
        self.may_end.set()
        self.error: Exception | None = None

    def run(self, *_: object) -> Any:
        self.begun += 1
        assert self.may_end.wait(60)
        if self.error is not None:
            raise self.error
        return SimpleNamespace(kept=1, get_status_display=lambda: "réussi")


@pytest.fixture
def imports(monkeypatch: pytest.MonkeyPatch) -> Iterator[Imports]:
    """The imports of a worker."""
    made = Imports()
    monkeypatch.setattr(programme, "import_programme", made.run)
    yield made
    made.may_end.set()


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.ms = 0

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def run_at(imports: Imports) -> Iterator[Callable[[float], int]]:
    """Let a programme be run at a minute, wait for it, tell how many have begun."""
    clock = Clock()
    running = Programme("http://127.0.0.1:9/x", clock)

    def run(minute: float) -> int:
        clock.ms = int(minute * MINUTE_MS)
        running.run_if_due()
        running.wait()
        return imports.begun

    run.programme = running  # type: ignore[attr-defined]
    yield run
    running.close()


def test_it_is_imported_each_hour(run_at: Any) -> None:
    assert [run_at(minute) for minute in (0, 1, 59, 60, 61, 120)] == [1, 1, 1, 2, 2, 3]


def test_after_a_failure_it_is_tried_soon_then_ever_later(
    run_at: Any, imports: Imports
) -> None:
    imports.error = SourceError("its server is asleep")
    waits = []
    minute, before = 0.0, run_at(0)
    for _ in range(12):
        start = minute
        while run_at(minute) == before:
            minute += 1 / 60
        before = imports.begun
        waits.append(minute - start)
    assert waits[0] < 1
    assert waits == sorted(waits)
    assert 59 <= waits[-1] <= 61, "never later than the usual hour"
    assert "asleep" in run_at.programme.problem
    imports.error = None
    run_at(minute + 61)
    assert run_at.programme.problem == ""


def test_a_fault_of_ours_is_told_and_tried_again(
    run_at: Any, imports: Imports, caplog: pytest.LogCaptureFixture
) -> None:
    imports.error = ZeroDivisionError("unheard of")
    assert run_at(0) == 1
    assert "unheard of" in caplog.text
    assert run_at.programme.problem
    assert run_at(1) == 2


def test_switched_off_it_never_runs(imports: Imports) -> None:
    off = Programme("", Clock())
    off.run_if_due()
    off.wait()
    assert imports.begun == 0


def test_a_source_that_hangs_holds_up_neither_the_worker_nor_a_second_import(
    house: Any, imports: Imports
) -> None:
    imports.may_end.clear()
    house.worker._programme._dataset = "http://127.0.0.1:9/x"
    house.worker.catch_up()
    for _ in range(3):
        for deed in house.worker._deeds:
            deed.due = 0.0
        house.worker.beat()
    house.write(house.visit(1, "royal", house.at()))
    house.worker.catch_up()
    assert house.stores.pool.count("profiles") == 1
    assert imports.begun == 1
    assert house.worker.failing == {}
    imports.may_end.set()


def test_a_worker_that_stops_wakes_an_import_that_waits(run_at: Any) -> None:
    run_at.programme.close()
    with pytest.raises(SourceError, match="stopping"):
        run_at.programme._sleep(3600)


@pytest.mark.parametrize(("wing", "reads"), [("pool", False), ("ads", True)])
def test_one_wing_reads_it_for_the_installation(
    house: Any, wing: Any, reads: bool
) -> None:
    settings = replace(house.settings, showtimes="http://127.0.0.1:9/x")
    worker = Worker(settings, wing)
    try:
        assert bool(worker._programme._dataset) == reads
    finally:
        worker.close()
