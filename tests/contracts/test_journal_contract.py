"""What every journal keeps; a new implementation only adds a parameter."""

import asyncio
import gc
import json
import logging
from collections.abc import Sequence
from pathlib import Path

import pytest

from toile.journal import Cursor, Reader, export, open_reader, open_writer, verify
from toile.wire.errors import JournalError
from toile.wire.events import AnyEvent, Visit
from toile.wire.ids import Sid, Ulid, to_cookie


@pytest.fixture(params=["file"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"{request.param}:{tmp_path / 'journal'}"


def visit(number: int, page: str = "https://royal.example/") -> Visit:
    return Visit(
        id=Ulid(f"{number:026d}"),
        at_ms=1_700_000_000_000 + number,
        site=Ulid("0" * 26),
        cinema=Ulid("1" * 26),
        page=page,
        yes_ms=0,
        sid=Sid(number.to_bytes(16, "big")),
    )


def write(url: str, writer: str, events: Sequence[AnyEvent]) -> None:
    async def run() -> None:
        journal = open_writer(url, "pool", writer)
        futures = [journal.append(event) for event in events]
        await journal.close()
        assert all(future.done() and not future.exception() for future in futures)

    asyncio.run(run())


def read_all(reader: Reader, cursor: Cursor, limit: int) -> list[AnyEvent]:
    events: list[AnyEvent] = []
    while True:
        batch = reader.read(cursor, limit)
        assert len(batch.entries) <= limit
        if not batch.entries:
            return events
        cursor = Cursor.decode(batch.cursor.encode())
        events += [entry.event for entry in batch.entries]


def test_what_is_acknowledged_can_be_read_at_once(url: str) -> None:
    async def run() -> None:
        journal = open_writer(url, "pool", "edge-0")
        reader = open_reader(url, "pool")
        cursor = Cursor()
        for number in range(3):
            await journal.append(visit(number))
            batch = reader.read(cursor, 10)
            assert [entry.event for entry in batch.entries] == [visit(number)]
            assert batch.entries[0].writer == "edge-0"
            cursor = batch.cursor
        assert journal.healthy
        assert journal.problem == ""
        await journal.close()

    asyncio.run(run())


def test_events_of_one_commit_share_a_future(url: str) -> None:
    async def run() -> None:
        journal = open_writer(url, "pool", "edge-0")
        first = journal.append(visit(1))
        assert journal.append(visit(2)) is first
        assert not first.done()
        await first
        assert journal.append(visit(3)) is not first
        await journal.close()

    asyncio.run(run())


def test_closing_flushes_and_ends_appending(url: str) -> None:
    async def run() -> None:
        journal = open_writer(url, "pool", "edge-0")
        durable = journal.append(visit(1))
        await journal.close()
        await journal.close()
        assert durable.done()
        with pytest.raises(JournalError, match="closed"):
            await journal.append(visit(2))

    asyncio.run(run())
    assert read_all(open_reader(url, "pool"), Cursor(), 10) == [visit(1)]


@pytest.mark.parametrize("limit", [1, 7, 1_000])
def test_batches_leave_nothing_out_and_double_nothing(url: str, limit: int) -> None:
    events = [visit(number) for number in range(100)]
    write(url, "edge-0", events)
    assert read_all(open_reader(url, "pool"), Cursor(), limit) == events


@pytest.mark.parametrize("limit", [3, 1_000])
def test_series_are_merged_by_time_each_in_its_order(url: str, limit: int) -> None:
    write(url, "edge-0", [visit(number) for number in range(0, 40, 2)])
    write(url, "edge-1", [visit(number) for number in range(1, 40, 2)])
    events = read_all(open_reader(url, "pool"), Cursor(), limit)
    assert events == [visit(number) for number in range(40)]


@pytest.mark.parametrize("limit", [3, 1_000])
def test_a_bound_stops_each_series_before_what_is_later_but_not_at_one_stamped_ahead(
    url: str, limit: int
) -> None:
    write(url, "edge-0", [visit(number) for number in (0, 2, 9, 4, 10, 11)])
    write(url, "edge-1", [visit(number) for number in (1, 3, 5, 7)])
    reader, cursor = open_reader(url, "pool"), Cursor()
    told = []
    for until in (5, 4, 8, 11):
        read = []
        while batch := reader.read(cursor, limit, visit(until).at_ms):
            if not batch.entries:
                break
            cursor = batch.cursor
            read += [entry.event for entry in batch.entries]
        told.append([int(event.id) for event in read])
    assert told == [[0, 1, 2, 3, 5, 9, 4], [], [7], [10, 11]]


def test_a_series_goes_on_after_reopening(url: str) -> None:
    write(url, "edge-0", [visit(1)])
    reader = open_reader(url, "pool")
    cursor = reader.read(Cursor(), 10).cursor
    write(url, "edge-0", [visit(2)])
    assert read_all(reader, cursor, 10) == [visit(2)]
    assert read_all(open_reader(url, "pool"), Cursor(), 10) == [visit(1), visit(2)]


def test_a_stream_that_is_not_there_is_empty(url: str) -> None:
    reader = open_reader(url, "pool")
    batch = reader.read(Cursor(), 10)
    assert batch.entries == ()
    write(url, "edge-0", [visit(1)])
    assert read_all(reader, batch.cursor, 10) == [visit(1)]


def test_the_wings_streams_are_apart(url: str) -> None:
    write(url, "edge-0", [visit(1)])
    assert open_reader(url, "ads").read(Cursor(), 10).entries == ()


def test_a_series_has_one_writer(url: str) -> None:
    async def run() -> None:
        journal = open_writer(url, "pool", "edge-0")
        with pytest.raises(JournalError, match="another process"):
            open_writer(url, "pool", "edge-0")
        await journal.append(visit(1))
        await journal.close()

    asyncio.run(run())
    write(url, "edge-0", [visit(2)])


@pytest.mark.parametrize("name", ["", "edge.0", "../edge", "e" * 65])
def test_a_name_that_could_not_be_read_back_is_refused(url: str, name: str) -> None:
    async def run() -> None:
        with pytest.raises(JournalError, match="letters, digits"):
            open_writer(url, "pool", name)

    asyncio.run(run())


def test_an_event_that_cannot_be_kept_fails_alone(url: str) -> None:
    async def run() -> None:
        journal = open_writer(url, "pool", "edge-0")
        good = journal.append(visit(1))
        with pytest.raises(JournalError, match="bytes"):
            await journal.append(visit(2, page="x" * 2_000_000))
        with pytest.raises(JournalError, match="encoded"):
            await journal.append(visit(3, page="\udcff"))
        await good
        await journal.append(visit(4))
        assert journal.healthy
        await journal.close()

    asyncio.run(run())
    assert read_all(open_reader(url, "pool"), Cursor(), 10) == [visit(1), visit(4)]


def test_a_failure_that_nobody_awaits_is_silent(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        journal = open_writer(url, "pool", "edge-0")
        journal.append(visit(2, page="x" * 2_000_000))
        await asyncio.sleep(0)
        gc.collect()
        await journal.close()

    with caplog.at_level(logging.DEBUG, logger="asyncio"):
        asyncio.run(run())
    assert "never retrieved" not in caplog.text


@pytest.mark.parametrize("bad", ["kafka:localhost", "var/journal", "", "file:"])
def test_an_unusable_url_names_what_is_allowed(bad: str) -> None:
    with pytest.raises(JournalError, match="file:path"):
        open_reader(bad, "pool")


@pytest.mark.parametrize("kept", [b"", b"{", b"\xff", b'{"positions":{"a":[1]}}'])
def test_a_damaged_cursor_is_told(kept: bytes) -> None:
    with pytest.raises(JournalError, match="Rebuild"):
        Cursor.decode(kept)


def test_export_writes_ids_as_people_see_them(url: str) -> None:
    write(url, "edge-0", [visit(7)])
    (line,) = export(open_reader(url, "pool"))
    assert line.endswith(b"\n")
    assert json.loads(line) == {
        "t": "visit",
        "id": f"{7:026d}",
        "at_ms": 1_700_000_000_007,
        "site": "0" * 26,
        "cinema": "1" * 26,
        "page": "https://royal.example/",
        "yes_ms": 0,
        "sid": to_cookie((7).to_bytes(16, "big")),
    }


def test_verify_counts_and_dates_what_is_there(url: str) -> None:
    write(url, "edge-0", [visit(3), visit(1), visit(2)])
    report = verify(url, "pool")
    assert (report.records, report.faults) == (3, 0)
    times = [(s.first_ms, s.last_ms) for s in report.segments if s.records]
    assert times == [(visit(1).at_ms, visit(3).at_ms)]
