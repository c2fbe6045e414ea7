"""A real server on a free port, and a raw client that reads one answer at a time."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import uvloop

from toile.edge.limits import Limits
from toile.edge.server import Answer, Request, Router, Server, WhenDurable, response

PATIENT = Limits(linger_seconds=0.2)


@dataclass(frozen=True)
class Reply:
    """One answer as a client sees it."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes


@dataclass
class World:
    """A server, what it refused, and the futures its held answers wait for."""

    server: Server
    port: int
    refused: list[int]
    durable: list[asyncio.Future[None]]
    held: asyncio.Event = field(default_factory=asyncio.Event)


def _echo(request: Request) -> bytes:
    return response(200, request.body)


def _fail(request: Request) -> bytes:
    raise ValueError(f"secret of {request.path}")


def _routes(world: list[World], durable: list[asyncio.Future[None]]) -> Router:
    def hold(request: Request) -> Answer:
        future = asyncio.get_running_loop().create_future()
        durable.append(future)
        world[0].held.set()
        return WhenDurable(future, response(200, b"durable"), response(503, b"lost"))

    router = Router()
    router.add("GET", "/", lambda request: response(204))
    router.add("POST", "/echo", _echo)
    router.add("GET", "/hold", hold)
    router.add("GET", "/fail", _fail)
    router.add("GET", "/nothing", lambda request: None)  # type: ignore[arg-type, return-value]  # a handler that is wrong
    router.add("GET", "/big", lambda request: response(200, b"x" * 100_000))
    router.add(
        "GET", "/cookie", lambda request: response(200, request.header(b"cookie"))
    )
    router.add_prefix(
        "GET", "/say/", lambda request: response(200, request.path.encode())
    )
    return router


Serving = Callable[..., AbstractAsyncContextManager[World]]


@pytest.fixture
def serving() -> Serving:
    """``async with serving(limit=...)``: a server with these limits changed."""

    @asynccontextmanager
    async def serve(**changed: Any) -> AsyncIterator[World]:
        refused: list[int] = []
        durable: list[asyncio.Future[None]] = []
        worlds: list[World] = []
        server = Server(
            _routes(worlds, durable),
            replace(PATIENT, **changed),
            on_refusal=refused.append,
        )
        listening = socket.create_server(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        await server.listen(listening)
        worlds.append(World(server, port, refused, durable))
        try:
            yield worlds[0]
        finally:
            await server.stop(0.0)
            listening.close()

    return serve


@pytest.fixture
def read_reply() -> Callable[[asyncio.StreamReader], Awaitable[Reply]]:
    """Read exactly one answer, by its Content-Length."""

    async def read(reader: asyncio.StreamReader) -> Reply:
        head = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        headers = dict(line.split(b": ", 1) for line in head[1:] if line)
        body = await reader.readexactly(int(headers.get(b"Content-Length", b"0")))
        return Reply(int(head[0][9:12]), headers, body)

    return read


@pytest.fixture
def exchange() -> Callable[[int, bytes], Awaitable[bytes]]:
    """Send bytes, end the sending half, and read all that comes until the end."""

    async def send(port: int, data: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(data)
            await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()
            return await reader.read()
        finally:
            writer.close()

    return send


@pytest.fixture
def until() -> Callable[[Callable[[], object]], Awaitable[None]]:
    """Let the loop turn until something is so; ``run`` bounds the time."""

    async def turn(so: Callable[[], object]) -> None:
        while True:
            if so():
                return
            await asyncio.sleep(0.001)

    return turn


@pytest.fixture
def run() -> Callable[[Coroutine[Any, Any, None]], None]:
    """Run a scene in the loop the server runs in, for ten seconds at most."""

    def go(scene: Coroutine[Any, Any, None]) -> None:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(asyncio.wait_for(scene, 10))

    return go
