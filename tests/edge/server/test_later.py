"""Answers worked out at the end of the turn: with all of their turn, and in order."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvloop

from toile.edge.limits import Limits
from toile.edge.server import Later, Request, Router, Server, response
from toile.edge.server.port import claim

GET = b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n"


class Asked(Later):
    """A request that waits for the end of its turn."""

    def __init__(self, work: Callable[[list[Any]], None], path: str) -> None:
        super().__init__(work)
        self.path = path


@dataclass
class Kitchen:
    """Works out what has gathered, and notes how many at a time."""

    turns: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def later(self, request: Request) -> Later:
        return Asked(self.work, request.path)

    def work(self, gathered: list[Asked]) -> None:
        self.turns.append(len(gathered))
        for later in gathered:
            if later.path == "/later/broken":
                raise ValueError("secret")
            if later.path != "/later/forgotten":
                later.answer = response(200, later.path.encode())


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


@dataclass
class Scene:
    """A server in the loop, and those who ask it."""

    server: Server
    port: int
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self._writers.append(writer)
        return reader, writer

    async def together(self, *paths: bytes) -> list[tuple[int, bytes]]:
        """Ask on as many connections at one moment; give status and content of each."""
        asked = [await self.connect() for _ in paths]
        # What is written within one turn of the loop is there in the next.
        for (_, writer), path in zip(asked, paths, strict=True):
            writer.write(GET % path)
        return [await reply(reader) for reader, _ in asked]

    async def leave(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0)


def serve(kitchen: Kitchen, play: Callable[[Scene], Coroutine[Any, Any, None]]) -> None:
    """Play a scene in one loop with a server."""

    async def run() -> None:
        router = Router()
        router.add_prefix("GET", "/later/", kitchen.later)
        router.add("GET", "/now", lambda _: response(200, b"/now"))
        server = Server(router, Limits(), on_refusal=kitchen.refused.append)
        listening = claim("127.0.0.1", 0)
        await server.listen(listening)
        scene = Scene(server, listening.getsockname()[1])
        try:
            await play(scene)
        finally:
            await scene.leave()
            await server.stop(1.0)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())


async def reply(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
    return int(head[9:12]), await reader.readexactly(length)


def test_requests_of_one_turn_are_worked_out_together(kitchen: Kitchen) -> None:
    async def play(scene: Scene) -> None:
        paths = [b"/later/%d" % at for at in range(8)]
        assert await scene.together(*paths) == [(200, path) for path in paths]

    serve(kitchen, play)
    assert sum(kitchen.turns) == 8
    assert max(kitchen.turns) > 1


def test_one_connection_hears_its_answers_in_order(kitchen: Kitchen) -> None:
    async def play(scene: Scene) -> None:
        paths = (b"/now", b"/later/1", b"/now", b"/later/2", b"/later/3", b"/now")
        reader, writer = await scene.connect()
        writer.write(b"".join(GET % path for path in paths))
        assert [await reply(reader) for _ in paths] == [(200, path) for path in paths]

    serve(kitchen, play)
    # The next one of a connection waits until the one before it is answered.
    assert kitchen.turns == [1, 1, 1]


def test_work_that_fails_is_a_500_for_each_that_it_left(kitchen: Kitchen) -> None:
    async def play(scene: Scene) -> None:
        told = await scene.together(b"/later/broken", b"/later/broken")
        assert [status for status, _ in told] == [500, 500]
        assert all(b"secret" not in body for _, body in told)
        # The turns after it are as good as any.
        assert await scene.together(b"/later/3") == [(200, b"/later/3")]
        assert scene.server.tally.answers == {b"200": 1, b"500": 2}

    serve(kitchen, play)
    assert kitchen.refused == [500, 500]


def test_one_that_the_work_forgets_is_a_500(kitchen: Kitchen) -> None:
    async def play(scene: Scene) -> None:
        told = await scene.together(b"/later/forgotten", b"/later/2")
        assert [status for status, _ in told] == [500, 200]

    serve(kitchen, play)


def test_a_client_that_leaves_meanwhile_disturbs_nobody(
    kitchen: Kitchen, until: Any
) -> None:
    async def play(scene: Scene) -> None:
        _, gone = await scene.connect()
        reader, writer = await scene.connect()
        gone.write(GET % b"/later/1")
        writer.write(GET % b"/later/2")
        gone.transport.abort()
        assert await reply(reader) == (200, b"/later/2")
        async with asyncio.timeout(20):
            await until(lambda: scene.server.tally.open_connections == 1)

    serve(kitchen, play)


def test_a_server_that_stops_still_answers(kitchen: Kitchen) -> None:
    async def play(scene: Scene) -> None:
        reader, writer = await scene.connect()
        # The connection is the server's by the time it has answered once.
        writer.write(GET % b"/now")
        assert await reply(reader) == (200, b"/now")
        writer.write(GET % b"/later/1")
        await scene.server.stop(1.0)
        assert await reply(reader) == (200, b"/later/1")
        assert await reader.read() == b""

    serve(kitchen, play)
