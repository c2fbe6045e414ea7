"""Answers of one turn leave together, in order, and never after the end."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

from toile.edge.server.outlet import Outbox, Outlet


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
