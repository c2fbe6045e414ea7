"""After a crash: the torn tail is cut and kept, whole records stay."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from toile.journal import Cursor
from toile.journal.dead_letters import DeadLetters
from toile.journal.file.reader import FileReader
from toile.journal.file.recovery import Cut
from toile.journal.file.segment import MAGIC
from toile.journal.file.verify import verify_folder
from toile.journal.file.writer import FileWriter
from toile.wire.events import Visit

VisitMaker = Callable[..., Visit]
SegmentMaker = Callable[..., Path]


def append(folder: Path, *events: Visit) -> list[Cut]:
    async def run() -> list[Cut]:
        writer = FileWriter(folder, "edge-0")
        for event in events:
            await writer.append(event)
        await writer.close()
        return writer.cuts

    return asyncio.run(run())


def test_a_torn_tail_is_cut_told_and_kept(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1))
    end = path.stat().st_size
    segment_of(visit(1), visit(2))
    torn = path.read_bytes()[end:-3]
    path.write_bytes(path.read_bytes()[:-3])
    assert append(path.parent, visit(3)) == [
        Cut(path.name, end, len(torn), "its payload is cut")
    ]
    (letter,) = DeadLetters(path.parent / "dead-letters.ndjson").read()
    assert (letter.offset, letter.payload) == (end, torn)
    batch = FileReader(path.parent).read(Cursor(), 10)
    assert [entry.event for entry in batch.entries] == [visit(1), visit(3)]
    assert [entry.segment for entry in batch.entries] == [1, 2]
    assert verify_folder(path.parent).faults == 0


def test_nothing_is_cut_after_a_clean_end(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1))
    before = path.read_bytes()
    assert append(path.parent, visit(2)) == []
    assert path.read_bytes() == before


def test_damage_in_the_middle_cuts_nothing_behind_it(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1), visit(2))
    content = bytearray(path.read_bytes())
    content[len(MAGIC) + 2] = 0xFF
    path.write_bytes(content)
    assert append(path.parent) == []
    batch = FileReader(path.parent).read(Cursor(), 10)
    assert [entry.event for entry in batch.entries] == [visit(2)]


def test_a_damaged_magic_costs_no_event(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1))
    path.write_bytes(b"?" + path.read_bytes()[1:])
    assert append(path.parent) == []
    batch = FileReader(path.parent).read(Cursor(), 10)
    assert [entry.event for entry in batch.entries] == [visit(1)]
    assert verify_folder(path.parent).faults == 1


@pytest.mark.parametrize("size", [0, 3])
def test_a_segment_that_was_hardly_begun_is_passed_over(
    visit: VisitMaker, segment_of: SegmentMaker, size: int
) -> None:
    path = segment_of()
    path.write_bytes(MAGIC[:size])
    assert [cut.cut_bytes for cut in append(path.parent, visit(1))] == [size] * (
        size > 0
    )
    batch = FileReader(path.parent).read(Cursor(), 10)
    assert [entry.event for entry in batch.entries] == [visit(1)]
