"""Patience: clients that are slow, silent or do not read are cut off in time."""

import asyncio
from typing import Any

import pytest

GET = b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "limit"),
    [
        pytest.param(b"GE", "header_seconds", id="half-a-method"),
        pytest.param(b"GET / HTTP/1.1\r\nHos", "header_seconds", id="half-a-head"),
        pytest.param(
            GET % b"/" + b"GET /", "header_seconds", id="half-a-second-request"
        ),
        pytest.param(
            b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
            "body_seconds",
            id="half-a-body",
        ),
    ],
)
def test_a_request_that_does_not_come_to_an_end_is_408(
    run: Any, serving: Any, sent: bytes, limit: str
) -> None:
    async def scene() -> None:
        async with serving(**{limit: 0.05}) as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(sent)
            assert b"HTTP/1.1 408" in await reader.read()
            assert world.refused == [408]
            writer.close()

    run(scene())


def test_a_slow_loris_gains_nothing_from_each_drop(run: Any, serving: Any) -> None:
    async def scene() -> None:
        async with serving(header_seconds=0.1) as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(b"GET / HTTP/1.1\r\n")
            answer = asyncio.ensure_future(reader.readline())
            drops = 0
            while not answer.done():
                writer.write(b"A%d: b\r\n" % drops)
                drops += 1
                await asyncio.wait({answer}, timeout=0.01)
            assert answer.result().startswith(b"HTTP/1.1 408")
            assert drops > 1
            writer.close()

    run(scene())


@pytest.mark.parametrize("before", [b"", GET % b"/"])
def test_an_idle_connection_is_closed_without_a_word(
    run: Any, serving: Any, before: bytes
) -> None:
    async def scene() -> None:
        async with serving(idle_seconds=0.05) as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(before)
            answer = await reader.read()
            assert answer.count(b"HTTP/1.1") == (1 if before else 0)
            assert world.refused == []
            writer.close()

    run(scene())


def test_a_held_answer_does_not_count_as_idle(
    run: Any, serving: Any, read_reply: Any
) -> None:
    async def scene() -> None:
        async with serving(idle_seconds=0.05) as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(GET % b"/hold")
            await world.held.wait()
            # An idle neighbour shows that the time is over.
            neighbour, other = await asyncio.open_connection("127.0.0.1", world.port)
            assert await neighbour.read() == b""
            world.durable[0].set_result(None)
            assert (await read_reply(reader)).body == b"durable"
            writer.close()
            other.close()

    run(scene())


def test_a_client_that_does_not_read_is_cut_off(
    run: Any, serving: Any, until: Any
) -> None:
    async def scene() -> None:
        async with serving(write_seconds=0.05, pipelined=4) as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            reader._transport.pause_reading()  # type: ignore[attr-defined]  # no public way
            writer.write((GET % b"/big") * 2_000)
            await until(lambda: world.server.tally.connections)
            # 200 MB were asked for: only what fits the sockets was ever answered.
            await until(lambda: not world.server.tally.open_connections)
            assert 0 < world.server.tally.answers[b"200"] < 200
            writer.close()
            assert reader is not None

    run(scene())


def test_a_slow_reader_gets_all_answers_in_the_end(
    run: Any, serving: Any, read_reply: Any
) -> None:
    async def scene() -> None:
        async with serving(pipelined=4) as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write((GET % b"/big") * 300)
            for _ in range(300):
                assert len((await read_reply(reader)).body) == 100_000
            assert world.server.tally.answers == {b"200": 300}
            writer.close()

    run(scene())
