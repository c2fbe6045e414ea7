"""Stopping: what was accepted is finished, idle clients are let go, time is bounded."""

import asyncio
from typing import Any

import pytest

GET = b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n"


def test_an_accepted_durable_answer_is_finished(
    run: Any, serving: Any, until: Any
) -> None:
    async def scene() -> None:
        async with serving() as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(GET % b"/hold" + GET % b"/say/2")
            await world.held.wait()
            stopped = asyncio.ensure_future(world.server.stop(5.0))
            await until(lambda: world.server.stopping)
            world.durable[0].set_result(None)
            answers = await reader.read()
            assert answers.index(b"durable") < answers.index(b"/say/2")
            # Only the last one says that it is the last.
            assert answers.count(b"Connection: close") == 1
            assert answers.index(b"durable") < answers.index(b"Connection: close")
            await stopped
            writer.close()

    run(scene())


def test_a_request_that_is_on_its_way_is_finished(
    run: Any, serving: Any, until: Any
) -> None:
    async def scene() -> None:
        async with serving() as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(
                b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na"
            )
            (connection,) = await _connections(world, until)
            await until(lambda: connection._reader.phase)
            stopped = asyncio.ensure_future(world.server.stop(5.0))
            await until(lambda: world.server.stopping)
            writer.write(b"bc")
            answer = await reader.read()
            assert answer.endswith(b"abc")
            assert b"Connection: close" in answer
            await stopped
            writer.close()

    run(scene())


def test_idle_connections_are_closed_and_new_ones_refused(
    run: Any, serving: Any, until: Any
) -> None:
    async def scene() -> None:
        async with serving() as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            await _connections(world, until)
            await world.server.stop(5.0)
            assert await reader.read() == b""
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection("127.0.0.1", world.port)
            writer.close()

    run(scene())


def test_patience_ends_with_what_never_becomes_durable(run: Any, serving: Any) -> None:
    async def scene() -> None:
        async with serving() as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(GET % b"/hold")
            await world.held.wait()
            await world.server.stop(0.05)
            assert world.server.tally.open_connections == 0
            assert world.server.tally.answers == {}
            writer.close()
            assert reader is not None

    run(scene())


async def _connections(world: Any, until: Any) -> list[Any]:
    await until(lambda: world.server._connections)
    return list(world.server._connections)
