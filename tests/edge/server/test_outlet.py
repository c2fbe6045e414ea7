"""Answers of one turn leave together, in order, and never after the end."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

import uvloop

from toile.edge.limits import Limits
from toile.edge.server import Request, Router, Server, WhenDurable, response
from toile.edge.server.outlet import Outbox, Outlet
from toile.edge.server.port import claim


class Wire:
    """A transport that notes what it is asked to do."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.closing = False

    def write(self, data: bytes) -> None:
        self.done.append(data)

    def is_closing(self) -> bool:
        return self.closing

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.done.append("end")

    def close(self) -> None:
        self.done.append("close")


def in_a_turn(deed: Callable[[Outlet], Any]) -> tuple[list[object], list[object]]:
    """Do something in one turn; tell what was sent within it, and by its end."""
    wire = Wire()

    async def turn() -> list[object]:
        deed(Outlet(cast("asyncio.Transport", wire), Outbox()))
        within = list(wire.done)
        await asyncio.sleep(0)
        return within

    return asyncio.run(turn()), wire.done


def test_small_answers_leave_together_when_the_turn_ends() -> None:
    def answer_twice(outlet: Outlet) -> None:
        outlet.write(b"one")
        outlet.write(b"two")

    assert in_a_turn(answer_twice) == ([], [b"onetwo"])


def test_a_large_answer_leaves_at_once_behind_what_was_held() -> None:
    def answer(outlet: Outlet) -> None:
        outlet.write(b"small")
        outlet.write(b"x" * 20_000)
        outlet.write(b"y" * 20_000)

    within, sent = in_a_turn(answer)
    assert within == [b"small" + b"x" * 20_000, b"y" * 20_000]
    assert sent == within


def test_what_is_held_goes_before_the_end() -> None:
    for name in ("end", "close"):

        def answer_and_stop(outlet: Outlet, name: str = name) -> None:
            outlet.write(b"last")
            getattr(outlet, name)()

        assert in_a_turn(answer_and_stop) == ([b"last", name], [b"last", name])


def test_a_client_that_is_gone_is_sent_nothing() -> None:
    wire = Wire()

    async def turn() -> None:
        Outlet(cast("asyncio.Transport", wire), Outbox()).write(b"late")
        wire.closing = True
        await asyncio.sleep(0)

    asyncio.run(turn())
    assert wire.done == []


def test_a_client_that_has_said_its_last_word_still_hears_every_answer() -> None:
    asked = Limits().pipelined + 1

    async def run() -> bytes:
        loop = asyncio.get_running_loop()
        durable, answer = loop.create_future(), response(200, b"x")
        clicked = asyncio.Event()

        def click(_: Request) -> WhenDurable:
            clicked.set()
            return WhenDurable(durable, answer, answer)

        router = Router()
        router.add("GET", "/click", click)
        router.add("GET", "/next", lambda _: answer)
        server = Server(router, Limits())
        await server.listen(claim("127.0.0.1", 0))
        port = server._listeners[0].sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = b" HTTP/1.1\r\nHost: x\r\n\r\n"
        writer.write(b"GET /click" + head + (b"GET /next" + head) * (asked - 1))
        writer.write_eof()
        # All of it is there, and waits for the disk, before the disk answers.
        await clicked.wait()
        await asyncio.sleep(0.05)
        durable.set_result(None)
        got = await reader.read()
        await server.stop(1)
        writer.close()
        return got

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        assert runner.run(run()).count(b"HTTP/1.1 200 ") == asked
