"""Following segments: waiting at a tail, going around damage, counting it once."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toile.journal import Cursor, export
from toile.journal.dead_letters import DeadLetter, DeadLetters
from toile.journal.file import reader as reader_module
from toile.journal.file.reader import FileReader
from toile.journal.file.segment import MAGIC, frame
from toile.journal.file.verify import verify_folder
from toile.wire.clock import now_ms
from toile.wire.events import AnyEvent, Visit, encode

VisitMaker = Callable[..., Visit]
SegmentMaker = Callable[..., Path]


def read(reader: FileReader, cursor: Cursor) -> tuple[list[AnyEvent], Cursor]:
    batch = reader.read(cursor, 1_000)
    return [entry.event for entry in batch.entries], batch.cursor


def test_a_reader_waits_at_an_incomplete_tail(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1), visit(2))
    whole = path.read_bytes()
    reader = FileReader(path.parent)
    path.write_bytes(whole[:-3])
    events, cursor = read(reader, Cursor())
    assert events == [visit(1)]
    assert read(reader, cursor) == ([], cursor)
    path.write_bytes(whole)
    assert read(reader, cursor)[0] == [visit(2)]
    assert reader.dead == 0


def test_a_tail_that_nobody_will_complete_is_a_dead_letter(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1), visit(2))
    path.write_bytes(path.read_bytes()[:-3])
    segment_of(visit(3), number=2)
    reader = FileReader(path.parent)
    events, cursor = read(reader, Cursor())
    assert events == [visit(1), visit(3)]
    assert reader.dead == 1
    assert read(reader, cursor) == ([], cursor)


def test_what_is_damaged_is_kept_with_its_reason_once(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1), visit(2), visit(3))
    content = bytearray(path.read_bytes())
    first, second = len(MAGIC), len(MAGIC) + len(frame(encode(visit(1))))
    content[second + 40] ^= 1
    path.write_bytes(content)
    before = now_ms()
    for _ in range(2):
        reader = FileReader(path.parent)
        assert read(reader, Cursor())[0] == [visit(1), visit(3)]
        assert read(reader, Cursor())[0] == [visit(1), visit(3)]
        assert reader.dead == 1
    length = second - first
    (letter,) = DeadLetters(path.parent / "dead-letters.ndjson").read()
    assert letter == DeadLetter(
        path.name,
        second,
        "its checksum does not hold",
        bytes(content[second : second + length]),
        letter.at_ms,
    )
    assert before <= letter.at_ms <= now_ms()


def test_a_record_that_is_no_event_is_a_dead_letter(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1))
    with path.open("ab") as file:
        file.write(frame(b"no event") + frame(b"\xa5\xff\xff\xff\xff\xff"))
        file.write(frame(encode(visit(2))))
    reader = FileReader(path.parent)
    assert read(reader, Cursor())[0] == [visit(1), visit(2)]
    letters = DeadLetters(path.parent / "dead-letters.ndjson").read()
    assert letters[0].payload == b"no event"
    assert reader.dead == len(letters) == 2
    assert verify_folder(path.parent).faults == 2


def test_damage_larger_than_a_chunk_holds_nothing_up(
    visit: VisitMaker, segment_of: SegmentMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_module, "_CHUNK_BYTES", 3 * 1024 * 1024)
    path = segment_of(visit(1))
    with path.open("ab") as file:
        file.write(b"\xff" * 8 * 1024 * 1024)
        file.write(frame(encode(visit(2))))
    reader = FileReader(path.parent)
    events, cursor = read(reader, Cursor())
    assert events == [visit(1), visit(2)]
    assert read(reader, cursor) == ([], cursor)
    letters = DeadLetters(path.parent / "dead-letters.ndjson").read()
    assert b"".join(letter.payload for letter in letters) == b"\xff" * 8 * 1024 * 1024


def test_a_folder_that_takes_no_dead_letters_stops_nobody(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    path = segment_of(visit(1), visit(2))
    content = bytearray(path.read_bytes())
    content[len(MAGIC) + 40] ^= 1
    path.write_bytes(content)
    (path.parent / "dead-letters.ndjson").mkdir()
    reader = FileReader(path.parent)
    assert read(reader, Cursor())[0] == [visit(2)]
    assert reader.dead == 1


def test_a_new_segment_and_a_new_series_are_found(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    reader = FileReader(segment_of(visit(1)).parent)
    events, cursor = read(reader, Cursor())
    segment_of(visit(2), number=2)
    segment_of(visit(3), writer="edge-1")
    assert (events, read(reader, cursor)[0]) == ([visit(1)], [visit(2), visit(3)])


@pytest.mark.parametrize(
    ("written", "bounded"),
    [
        ((1, 2, 8, 9), 2),
        ((1, 90, 2, 3, 9), 4),
        ((1, 90, 91, 2, 9), 4),
        ((90, 1, 91, 2), 4),
        ((1, 90), 1),
        ((90, *range(10, 80), 2), 72),
        ((90, *range(10, 200), 2), 0),
    ],
)
def test_a_bound_ends_before_what_is_later_but_not_at_one_event_stamped_ahead(
    visit: VisitMaker,
    segment_of: SegmentMaker,
    written: tuple[int, ...],
    bounded: int,
) -> None:
    half = len(written) // 2
    segment_of(*map(visit, written[:half]))
    reader = FileReader(segment_of(*map(visit, written[half:]), number=2).parent)
    batch = reader.read(Cursor(), 1_000, until_ms=visit(5).at_ms)
    events = [visit(number) for number in written]
    assert [entry.event for entry in batch.entries] == events[:bounded]
    assert read(reader, batch.cursor)[0] == events[bounded:]


def test_a_segment_begun_within_the_same_tick_of_the_clock_is_found(
    visit: VisitMaker, segment_of: SegmentMaker
) -> None:
    folder = segment_of(visit(1)).parent
    reader = FileReader(folder)
    tick = time.time_ns()
    os.utime(folder, ns=(tick, tick))
    cursor = reader.read(Cursor(), 10).cursor
    segment_of(visit(2), number=2)
    os.utime(folder, ns=(tick, tick))
    assert read(reader, cursor)[0] == [visit(2)]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    damage=st.lists(
        st.tuples(st.integers(0, 1_200), st.integers(1, 255)), min_size=1, max_size=8
    ),
    cut=st.integers(0, 1_200),
    closed=st.booleans(),
)
def test_damage_never_makes_a_wrong_event_nor_an_exception(
    visit: VisitMaker,
    segment_of: SegmentMaker,
    damage: list[tuple[int, int]],
    cut: int,
    closed: bool,
) -> None:
    written = [visit(number) for number in range(6)]
    path = segment_of(*written)
    later = segment_of(visit(9), number=2)
    if not closed:
        later.unlink()
    content = bytearray(path.read_bytes()[:cut])
    for at, flip in damage:
        if at < len(content):
            content[at] ^= flip
    path.write_bytes(content)
    reader = FileReader(path.parent)
    rest: Iterator[AnyEvent] = iter([*written, visit(9)])
    events, cursor = read(reader, Cursor())
    assert all(event in rest for event in events)
    assert (visit(9) in events) == closed
    assert read(reader, cursor)[0] == []
    assert verify_folder(path.parent).records == len(events)
    assert len(list(export(reader))) == len(events)
