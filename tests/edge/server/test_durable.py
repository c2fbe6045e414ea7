"""Answers that wait for the disk: held back, in order, never lost in silence."""

import asyncio
from typing import Any

import pytest

GET = b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n"


def test_what_is_behind_a_held_answer_waits_for_it(
    run: Any, serving: Any, read_reply: Any
) -> None:
    async def scene() -> None:
        async with serving() as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(GET % b"/say/1" + GET % b"/hold" + GET % b"/say/3")
            assert (await read_reply(reader)).body == b"/say/1"
            await world.held.wait()
            # Another connection is not held up: by then /say/3 had every chance.
            other, other_writer = await asyncio.open_connection("127.0.0.1", world.port)
            other_writer.write(GET % b"/")
            assert (await read_reply(other)).status == 204
            assert world.server.tally.answers == {b"200": 1, b"204": 1}
            world.durable[0].set_result(None)
            assert (await read_reply(reader)).body == b"durable"
            assert (await read_reply(reader)).body == b"/say/3"
            writer.close()
            other_writer.close()

    run(scene())


@pytest.mark.parametrize("end", ["exception", "cancel"])
def test_a_failed_write_sends_the_other_answer(
    run: Any, serving: Any, read_reply: Any, end: str
) -> None:
    async def scene() -> None:
        async with serving() as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(GET % b"/hold")
            await world.held.wait()
            if end == "cancel":
                world.durable[0].cancel()
            else:
                world.durable[0].set_exception(OSError("disk full"))
            assert (await read_reply(reader)).body == b"lost"
            writer.close()

    run(scene())


def test_a_journal_that_hangs_does_not_hang_the_client(
    run: Any, serving: Any, read_reply: Any
) -> None:
    async def scene() -> None:
        async with serving(durable_seconds=0.05) as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(GET % b"/hold" + GET % b"/say/2")
            assert (await read_reply(reader)).status == 503
            assert (await read_reply(reader)).body == b"/say/2"
            world.durable[0].set_result(None)  # too late, and harmless
            writer.write(GET % b"/say/3")
            assert (await read_reply(reader)).body == b"/say/3"
            writer.close()

    run(scene())


def test_a_client_that_leaves_does_not_disturb_the_journal(
    run: Any, serving: Any, exchange: Any, until: Any
) -> None:
    async def scene() -> None:
        async with serving() as world:
            _, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(GET % b"/hold")
            await world.held.wait()
            writer.transport.abort()
            # A client that is gone looks like one that has only ended its half.
            world.durable[0].set_result(None)
            await until(lambda: not world.server.tally.open_connections)
            assert (await exchange(world.port, GET % b"/")).startswith(b"HTTP/1.1 204")

    run(scene())


def test_a_half_closed_client_still_gets_its_held_answers(
    run: Any, serving: Any
) -> None:
    async def scene() -> None:
        async with serving() as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(GET % b"/hold" + GET % b"/say/2")
            writer.write_eof()
            await world.held.wait()
            world.durable[0].set_result(None)
            answers = await reader.read()
            assert answers.index(b"durable") < answers.index(b"/say/2")
            writer.close()

    run(scene())


def test_reading_stops_when_too_many_wait_and_goes_on_afterwards(
    run: Any, serving: Any, read_reply: Any, until: Any
) -> None:
    async def scene() -> None:
        async with serving(pipelined=4) as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            many = 5_000
            writer.write(GET % b"/hold" + (GET % b"/say/abcdefghij") * many)
            await world.held.wait()
            (connection,) = world.server._connections
            await until(lambda: connection._reading_paused)
            # One slice of 16 KiB holds some 400 of these requests, no more are parsed.
            assert len(connection._waiting) < 500
            world.durable[0].set_result(None)
            assert (await read_reply(reader)).body == b"durable"
            for _ in range(many):
                assert (await read_reply(reader)).status == 200
            writer.close()

    run(scene())


def test_a_refusal_waits_its_turn_behind_a_held_answer(run: Any, serving: Any) -> None:
    async def scene() -> None:
        async with serving() as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(GET % b"/hold" + b"nonsense\r\n\r\n")
            await world.held.wait()
            assert world.refused == []
            world.durable[0].set_result(None)
            answers = await reader.read()
            assert answers.index(b"durable") < answers.index(b"HTTP/1.1 400")
            writer.close()

    run(scene())
