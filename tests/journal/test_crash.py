"""``kill -9`` at any moment: every acknowledged event is there, none twice."""

import asyncio
import random
import subprocess
import sys
from pathlib import Path

import pytest

from toile.journal import Cursor, verify
from toile.journal.file.reader import FileReader
from toile.journal.file.writer import FileWriter

APPEND_FOR_EVER = """
import asyncio, os, pathlib, sys
from toile.journal.file.writer import FileWriter
from toile.wire.events import Visit
from toile.wire.ids import new_ulid

async def run():
    writer = FileWriter(pathlib.Path(sys.argv[1]), "edge-0", segment_bytes=20_000)
    at_ms = 0
    while True:
        at_ms += 1
        events = [Visit(id=new_ulid(at_ms), at_ms=at_ms, site="s", cinema="c",
                        page="p" * 50, yes_ms=0) for _ in range(9)]
        for event in events:
            durable = writer.append(event)
        await durable
        os.write(1, "".join(event.id + "\\n" for event in events).encode())

asyncio.run(run())
"""


def killed_after(folder: Path, acknowledged: int) -> list[str]:
    """Run a writer until it has acknowledged so many events, and kill it."""
    with subprocess.Popen(
        [sys.executable, "-c", APPEND_FOR_EVER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(acknowledged)]
        process.kill()
        lines += process.stdout.readlines()
    return [line.strip() for line in lines if line.endswith("\n")]


@pytest.mark.faults
def test_a_kill_loses_nothing_acknowledged_and_doubles_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "pool"
    seed = random.Random(1958)
    acknowledged: list[str] = []
    seen: list[str] = []
    reader, cursor = FileReader(folder), Cursor()
    for _ in range(6):
        acknowledged += killed_after(folder, seed.randrange(1, 1_500))
        batch = reader.read(cursor, 1_000_000)
        cursor = batch.cursor
        seen += [entry.event.id for entry in batch.entries]
    assert len(acknowledged) > 6
    assert set(acknowledged) <= set(seen)
    assert len(seen) == len(set(seen))
    asyncio.run(_reopen(folder))
    entries = FileReader(folder).read(Cursor(), 1_000_000).entries
    assert sorted(entry.event.id for entry in entries) == sorted(seen)
    assert verify(f"file:{tmp_path}", "pool").faults == 0


async def _reopen(folder: Path) -> None:
    await FileWriter(folder, "edge-0").close()
