"""Compaction: the erased leave the files, and nothing else changes."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from toile.journal import Cursor
from toile.journal.dead_letters import DEAD_LETTERS, DeadLetters
from toile.journal.file.compact import CompactReport, compact_folder
from toile.journal.file.compacted import Asked
from toile.journal.file.damage import filler
from toile.journal.file.lock import SeriesLock
from toile.journal.file.reader import FileReader
from toile.journal.file.segment import MAGIC, frame
from toile.journal.file.verify import verify_folder
from toile.journal.file.writer import FileWriter
from toile.wire.clock import now_ms
from toile.wire.errors import JournalError
from toile.wire.events import AnyEvent, Visit, encode

VisitMaker = Callable[..., Visit]
SegmentMaker = Callable[..., Path]


def without_sid(event: AnyEvent) -> AnyEvent:
    return msgspec.structs.replace(event, sid=None)


def same(event: AnyEvent) -> AnyEvent:
    return event


def test_the_erased_leave_the_file_and_offsets_stay(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1), visit(2), visit(3))
    size, sid = path.stat().st_size, visit(2).sid
    assert sid is not None
    assert bytes(sid) in path.read_bytes()
    reader = FileReader(path.parent)
    before = reader.read(Cursor(), 1)

    def forget(event: AnyEvent) -> AnyEvent:
        return without_sid(event) if event.id == visit(2).id else event

    report = compact_folder(path.parent, forget)
    assert report == CompactReport("pool", 1, 1, 1, 0)
    assert bytes(sid) not in path.read_bytes()
    assert path.stat().st_size == size
    after = reader.read(before.cursor, 10)
    assert [e.event for e in after.entries] == [without_sid(visit(2)), visit(3)]
    assert verify_folder(path.parent).faults == 0
    assert compact_folder(path.parent, forget).rewritten == 0


def test_a_segment_without_changes_is_left_alone(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1))
    before = path.stat()
    assert compact_folder(path.parent, same).rewritten == 0
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_was_left_as_asked_is_not_read_again(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1), visit(2))
    segment_of(visit(100), number=2)
    first, folder = visit(1).at_ms, path.parent

    def skipped(mark: str, before_ms: int) -> int:
        return compact_folder(folder, same, Asked(mark, before_ms)).skipped

    assert skipped("a", first) == 0
    assert skipped("a", first) == 2
    assert skipped("b", first) == 0, "other people are to be forgotten"
    assert skipped("b", first + 1) == 1, "the first event of one has grown old"
    assert skipped("b", first + 50) == 1, "its second event, too"
    assert skipped("b", first + 60) == 2, "all of it is old and was rewritten"
    os.utime(path, ns=(0, 0))
    assert skipped("b", first + 60) == 1, "an older copy was put back"
    segment_of(visit(200), number=3)
    assert skipped("b", first + 60) == 2
    (folder / "compacted.json").write_bytes(b"{")
    assert skipped("b", first + 60) == 0
    assert compact_folder(folder, same).skipped == 0


def test_a_run_that_failed_is_not_taken_for_done(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    folder, asked = segment_of(visit(1)).parent, Asked("a", 0)
    with pytest.raises(JournalError, match="longer"):
        compact_folder(folder, lambda _: visit(1, page="x" * 200), asked)
    assert compact_folder(folder, without_sid, asked).events == 1


def test_what_is_being_written_is_left_alone(tmp_path: Path, visit: VisitMaker) -> None:
    async def run() -> None:
        writer = FileWriter(tmp_path, "edge-0", segment_bytes=300)
        for number in range(4):
            await writer.append(visit(number))
        report = compact_folder(tmp_path, without_sid)
        assert report.open_segments == 1
        assert 0 < report.events < 4
        await writer.append(visit(4))
        await writer.close()
        assert compact_folder(tmp_path, without_sid).open_segments == 0

    asyncio.run(run())
    entries = FileReader(tmp_path).read(Cursor(), 10).entries
    assert [e.event for e in entries] == [without_sid(visit(n)) for n in range(5)]


def test_a_longer_event_is_refused_and_the_file_stays(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1))
    before = path.read_bytes()
    with pytest.raises(JournalError, match="longer"):
        compact_folder(path.parent, lambda _: visit(1, page="x" * 200))
    assert path.read_bytes() == before


def test_damage_is_passed_over_and_stays(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1), visit(2))
    content = bytearray(path.read_bytes())
    second = len(MAGIC) + len(frame(encode(visit(1))))
    content[len(MAGIC) + 1] ^= 0xFF
    path.write_bytes(content)
    assert compact_folder(path.parent, without_sid).events == 1
    assert path.read_bytes()[:second] == content[:second]


def damaged(path: Path, visit: VisitMaker) -> bytes:
    """Tear a segment's end off, and damage a record in its middle."""
    content = bytearray(path.read_bytes())
    content[len(MAGIC) + len(frame(encode(visit(1)))) + 4] ^= 0xFF
    path.write_bytes(content + frame(encode(visit(4)))[:-3])
    return path.read_bytes()


def overwritten(path: Path, found_before_ms: int) -> int:
    asked = Asked("a", 0, found_before_ms)
    return compact_folder(path.parent, same, asked).overwritten_bytes


def test_damage_is_overwritten_once_it_was_known_for_long_enough(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1), visit(2), visit(3))
    segment_of(visit(5), number=2)
    before = damaged(path, visit)
    reader = FileReader(path.parent)
    cursors = [reader.read(Cursor(), limit).cursor for limit in (1, 2, 3, 10)]
    assert verify_folder(path.parent).faults == reader.dead == 2
    assert overwritten(path, now_ms() - 60_000) == 0
    assert path.read_bytes() == before

    torn = len(frame(encode(visit(4)))) - 3
    assert overwritten(path, now_ms() + 60_000) == len(frame(encode(visit(2)))) + torn
    after = path.read_bytes()
    assert len(after) == len(before)
    for number in (2, 4):
        assert encode(visit(number))[:60] in before
        assert encode(visit(number))[:60] not in after
    told = verify_folder(path.parent)
    assert (told.records, told.faults) == (3, 0)
    assert "damaged bytes overwritten" in str(told)
    anew = FileReader(path.parent)
    for cursor, left in zip(cursors, (2, 1, 0, 0), strict=True):
        assert len(anew.read(cursor, 10).entries) == left
    assert [e.event for e in anew.read(Cursor(), 10).entries] == [
        visit(number) for number in (1, 3, 5)
    ]
    assert anew.dead == 0
    assert overwritten(path, now_ms() + 60_000) == 0


def test_damage_that_no_reader_met_is_noted_by_the_compaction(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1), visit(2), visit(3))
    damaged(path, visit)
    assert overwritten(path, now_ms() + 60_000) == 0
    assert len(DeadLetters(path.parent / DEAD_LETTERS).read()) == 2
    assert overwritten(path, now_ms() + 60_000) > 0


def test_a_writer_cuts_overwritten_damage_in_silence(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1))
    path.write_bytes(path.read_bytes() + frame(encode(visit(2)))[:-3])
    overwritten(path, 0)
    assert overwritten(path, now_ms() + 60_000) > 0
    letters = DeadLetters(path.parent / DEAD_LETTERS)
    letters.drop_before(now_ms() + 60_000)

    async def run() -> None:
        await FileWriter(path.parent, "edge-0").close()

    asyncio.run(run())
    assert letters.read() == []
    assert path.read_bytes() == MAGIC + frame(encode(visit(1)))


@pytest.mark.parametrize("length", [1, 5, 11, 12, 13, 700])
def test_what_is_written_over_damage_is_no_record_at_any_length(
    length: int, visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1))
    record = frame(encode(visit(2)))
    path.write_bytes(path.read_bytes() + filler(length) + record + filler(length))
    segment_of(visit(3), number=2)
    reader = FileReader(path.parent)
    read = [entry.event for entry in reader.read(Cursor(), 10).entries]
    assert (read, reader.dead) == ([visit(1), visit(2), visit(3)], 0)
    assert verify_folder(path.parent).faults == 0


def test_a_second_compaction_is_kept_out(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1))

    def compact_within(event: AnyEvent) -> AnyEvent:
        with pytest.raises(JournalError, match="compacting"):
            compact_folder(path.parent, same)
        return event

    assert compact_folder(path.parent, compact_within).segments == 1


def test_a_writer_waits_while_its_last_segment_is_compacted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compaction = SeriesLock(tmp_path, "edge-0")

    def pass_time(_: float) -> None:
        compaction.release()

    monkeypatch.setattr("toile.journal.file.lock.time.sleep", pass_time)
    SeriesLock(tmp_path, "edge-0", patience_seconds=30).release()


def test_a_stream_that_is_not_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert compact_folder(tmp_path / "pool", same).segments == 0
