"""Writing under bad conditions: nothing is acknowledged that is not on disk."""

import asyncio
import errno
import gc
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from toile.journal import Cursor
from toile.journal.file.reader import FileReader
from toile.journal.file.segment import MAGIC, segments
from toile.journal.file.writer import FileWriter
from toile.wire.errors import JournalError
from toile.wire.events import AnyEvent, Visit

VisitMaker = Callable[..., Visit]

# A file may not grow over 2000 bytes: a write is cut short, the next one fails, as on
# a full disk. Then the limit is taken off again.
FULL_DISK = """
import asyncio, json, pathlib, resource, signal, sys
from toile.journal.file.writer import FileWriter
from toile.wire.errors import JournalError
from toile.wire.events import Visit

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]

def visit(number):
    return Visit(id=f"{number:026d}", at_ms=number, site="s", cinema="c",
                 page="p" * 100, yes_ms=0)

async def run():
    writer = FileWriter(pathlib.Path(sys.argv[1]), "edge-0")
    told = {"kept": [], "failed": [], "health": []}
    async def commit(numbers):
        futures = [writer.append(visit(n)) for n in numbers]
        try:
            await futures[-1]
        except JournalError as error:
            told["failed"] += numbers
            told["problem"] = str(error)
        else:
            told["kept"] += numbers
        told["health"].append(writer.healthy)
    await commit([1, 2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    await commit(list(range(3, 40)))
    await commit(list(range(40, 80)))
    await commit([80])
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    await commit(list(range(81, 120)))
    await writer.close()
    print(json.dumps(told))

asyncio.run(run())
"""


def read(folder: Path) -> list[AnyEvent]:
    return [e.event for e in FileReader(folder).read(Cursor(), 10_000).entries]


def test_a_full_disk_loses_nothing_acknowledged_and_heals(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FULL_DISK, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert done.stderr == ""
    assert told["health"] == [True, False, False, True, True]
    assert told["failed"] == list(range(3, 80))
    assert str(tmp_path) in told["problem"]
    ids = [int(event.id) for event in read(tmp_path)]
    assert set(told["kept"]) <= set(ids)
    assert len(ids) == len(set(ids))
    assert ids == sorted(ids)


# A new segment finds room for a part of its head alone; then there is room again.
HEAD_CUT_SHORT = """
import pathlib, resource, signal, sys
from toile.journal.file.disk import Disk
from toile.wire.errors import JournalError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
disk = Disk(pathlib.Path(sys.argv[1]), "edge-0", 64, 3600.0)
disk.write(b"a" * 80)
resource.setrlimit(resource.RLIMIT_FSIZE, (4, hard))
for _ in range(2):
    try:
        disk.write(b"")
    except JournalError:
        print("refused")
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
disk.write(b"b" * 8)
disk.close()
"""


def test_a_segment_whose_head_was_cut_short_takes_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HEAD_CUT_SHORT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "refused\nrefused\n"
    written = {path.read_bytes() for path in tmp_path.glob("*.journal")}
    assert written == {MAGIC + b"a" * 80, MAGIC + b"b" * 8}


def test_a_folder_that_went_away_is_told_and_heals(
    tmp_path: Path, visit: VisitMaker
) -> None:
    folder, away = tmp_path / "pool", tmp_path / "away"

    async def run() -> None:
        writer = FileWriter(folder, "edge-0")
        await writer.append(visit(1))
        folder.rename(away)
        for path in away.iterdir():
            path.unlink()
        for number in (2, 3):
            with pytest.raises(JournalError, match=str(folder)):
                await writer.append(visit(number))
            assert not writer.healthy
            assert str(folder) in writer.problem
        folder.mkdir()
        await writer.append(visit(4))
        assert writer.healthy
        with pytest.raises(JournalError, match="another process"):
            FileWriter(folder, "edge-0")
        await writer.close()

    asyncio.run(run())
    assert read(folder) == [visit(4)]


def test_a_disk_that_hangs_makes_the_writer_unhealthy_until_it_answers(
    tmp_path: Path, visit: VisitMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, synced = threading.Event(), os.fdatasync

    def hang(descriptor: int) -> None:
        answers.wait(10)
        synced(descriptor)

    async def run() -> None:
        writer = FileWriter(tmp_path, "edge-0", hangs_seconds=0.0)
        monkeypatch.setattr("toile.journal.file.disk.os.fdatasync", hang)
        waiting = writer.append(visit(1))
        assert writer.healthy
        for _ in range(1_000):
            await asyncio.sleep(0.01)
            if writer.problem:
                break
        assert "has not ended" in writer.problem
        assert not writer.healthy
        assert not waiting.done()
        answers.set()
        await waiting
        assert writer.healthy
        await writer.close()

    asyncio.run(run())
    assert read(tmp_path) == [visit(1)]


def test_a_writer_finds_out_by_itself_that_the_disk_is_back(
    tmp_path: Path, visit: VisitMaker
) -> None:
    folder, away = tmp_path / "pool", tmp_path / "away"

    async def run() -> None:
        writer = FileWriter(folder, "edge-0")
        await writer.append(visit(1))
        folder.rename(away)
        for path in away.iterdir():
            path.unlink()
        with pytest.raises(JournalError):
            await writer.append(visit(2))
        folder.mkdir()
        for _ in range(400):
            await asyncio.sleep(0.05)
            if writer.healthy:
                break
        assert writer.healthy
        await writer.close()

    asyncio.run(run())


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    async def run() -> None:
        with pytest.raises(JournalError, match=str(tmp_path / "file" / "pool")):
            FileWriter(tmp_path / "file" / "pool", "edge-0")

    asyncio.run(run())


def test_segments_rotate_by_size(tmp_path: Path, visit: VisitMaker) -> None:
    async def run() -> None:
        writer = FileWriter(tmp_path, "edge-0", segment_bytes=1_000)
        for number in range(20):
            await writer.append(visit(number))
        await writer.close()

    asyncio.run(run())
    paths = [tmp_path / segment.name for segment in segments(tmp_path)]
    assert len(paths) > 2
    assert all(path.stat().st_size <= 1_000 for path in paths)
    assert read(tmp_path) == [visit(number) for number in range(20)]


def test_segments_rotate_by_age(tmp_path: Path, visit: VisitMaker) -> None:
    async def run() -> None:
        writer = FileWriter(tmp_path, "edge-0", segment_seconds=0)
        await writer.append(visit(1))
        await writer.append(visit(2))
        await writer.close()

    asyncio.run(run())
    entries = FileReader(tmp_path).read(Cursor(), 10).entries
    assert [entry.event for entry in entries] == [visit(1), visit(2)]
    assert entries[0].segment < entries[1].segment


def test_a_segment_is_closed_when_it_is_of_age_whenever_it_was_begun(
    tmp_path: Path, visit: VisitMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, ahead = time.monotonic, [0.0]
    # The clock of the event loop's timers as well.
    monkeypatch.setattr(time, "monotonic", lambda: real() + ahead[0])

    async def run() -> None:
        writer = FileWriter(
            tmp_path, "edge-0", segment_bytes=1_000, segment_seconds=3_600
        )
        ahead[0] += 2_500
        for number in range(8):
            await writer.append(visit(number))
        begun = len(segments(tmp_path))
        assert begun > 1, "the size limit began a segment in the middle of the hour"
        ahead[0] += 3_500
        await some_turns()
        assert len(segments(tmp_path)) == begun
        ahead[0] += 101
        assert await grown_to(begun + 1, tmp_path)
        ahead[0] += 5_000
        await some_turns()
        assert len(segments(tmp_path)) == begun + 1, "what is empty has no age"
        await writer.append(visit(9))
        ahead[0] += 3_601
        assert await grown_to(begun + 2, tmp_path)
        await writer.close()

    asyncio.run(run())


async def some_turns() -> None:
    """Let timers that are due run, and the writer's thread do what they ask."""
    for _ in range(10):
        await asyncio.sleep(0.01)


async def grown_to(number: int, folder: Path) -> bool:
    """Wait until a folder has so many segments; the clock itself stands still."""
    for _ in range(400):
        if len(segments(folder)) >= number:
            break
        await asyncio.sleep(0.01)
    return len(segments(folder)) == number


def test_what_comes_during_a_commit_goes_into_the_next(
    tmp_path: Path, visit: VisitMaker
) -> None:
    async def run() -> None:
        writer = FileWriter(tmp_path, "edge-0")
        first = writer.append(visit(0, page="x" * 70_000))
        writer.append(visit(1))
        later = writer.append(visit(2))
        assert later is not first
        await later
        assert first.done()
        await writer.close()

    asyncio.run(run())
    assert [int(event.id) for event in read(tmp_path)] == [0, 1, 2]


def test_what_the_disk_did_not_take_is_not_acknowledged(
    tmp_path: Path,
    visit: VisitMaker,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    async def run() -> None:
        writer = FileWriter(tmp_path, "edge-0")
        with monkeypatch.context() as broken:
            broken.setattr("toile.journal.file.disk.os.fdatasync", fail)
            with pytest.raises(JournalError, match="Input/output error"):
                await writer.append(visit(1))
            assert not writer.healthy
            # Nobody awaits this one, and nobody is to be told of it.
            writer.append(visit(2))
            await writer.close()
        gc.collect()
        assert not writer.healthy

    with caplog.at_level(logging.DEBUG, logger="asyncio"):
        asyncio.run(run())
    gc.collect()
    assert "never retrieved" not in caplog.text
