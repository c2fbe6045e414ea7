"""``serve``: one process or several on one port, from start to graceful end."""

import asyncio
import gc
import logging
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

import uvloop

from toile.edge.limits import Limits
from toile.edge.server.children import NOT_STARTED, supervise
from toile.edge.server.port import claim, reserve, share
from toile.edge.server.router import Router
from toile.edge.server.server import Server
from toile.edge.server.tally import Tally
from toile.wire.errors import ToileError

logger = logging.getLogger("toile.edge")


class App(Protocol):
    """What ``build`` makes in each process: routes, and the stores behind them."""

    router: Router

    async def close(self) -> None:
        """Close the stores; called after the last answer."""


Build = Callable[[int], Awaitable[App]]


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that each process needs to know."""

    build: Build
    limits: Limits
    on_refusal: Callable[[int], None]
    tally: Tally
    stop_seconds: float


def _ignore(status: int) -> None:
    """Refusals concern nobody unless a callback is given."""


def serve(
    build: Build,
    host: str,
    port: int,
    processes: int = 1,
    limits: Limits | None = None,
    *,
    on_refusal: Callable[[int], None] = _ignore,
    tally: Tally | None = None,
    stop_seconds: float = 10.0,
) -> None:
    """Serve until SIGTERM or SIGINT, then finish what was accepted and return.

    ``build(index)`` runs in each process's own loop, after the fork: stores must not
    be opened before. ``tally`` and whatever ``on_refusal`` writes to are made by the
    caller; each process counts in its own copy. Must run in the main thread.
    """
    plan = _Plan(build, limits or Limits(), on_refusal, tally or Tally(), stop_seconds)
    if processes == 1:
        with claim(host, port) as listening:
            _announce(listening, 1)
            _run(plan, 0, listening, None)
        return
    with reserve(host, port) as reserved:
        _announce(reserved, processes)

        def body(index: int, lifeline: int) -> int:
            return _child(plan, index, reserved, lifeline)

        # The children's own bound ends first; a second is left for closing stores.
        supervise(body, processes, stop_seconds + 5.0)


def _announce(sock: socket.socket, processes: int) -> None:
    host, port = sock.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    logger.info("edge listens on http://%s:%d, processes: %d", shown, port, processes)


def _child(plan: _Plan, index: int, reserved: socket.socket, lifeline: int) -> int:
    try:
        with share(reserved) as listening:
            _run(plan, index, listening, lifeline)
    except ToileError as error:
        logger.error("process %d: %s", index, error)
        return NOT_STARTED
    return 0


def _run(
    plan: _Plan, index: int, listening: socket.socket, lifeline: int | None
) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_live(plan, index, listening, lifeline))


async def _live(
    plan: _Plan, index: int, listening: socket.socket, lifeline: int | None
) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    if lifeline is not None:
        loop.add_reader(lifeline, _parent_gone, stop, lifeline)
    app = await plan.build(index)
    try:
        server = Server(
            app.router, plan.limits, on_refusal=plan.on_refusal, tally=plan.tally
        )
        _settle_memory()
        await server.listen(listening)
        logger.info("process %d serves, pid %d", index, os.getpid())
        await stop.wait()
        await server.stop(plan.stop_seconds)
    finally:
        await app.close()


def _parent_gone(stop: asyncio.Event, lifeline: int) -> None:
    asyncio.get_running_loop().remove_reader(lifeline)
    stop.set()


def _settle_memory() -> None:
    # What the build made lives as long as the process: the collector need not look
    # at it again, and requests make no circles (PERF.md §7.8). What they leave behind
    # is looked at in small lots: 50,000 at once took 20 to 50 ms.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
