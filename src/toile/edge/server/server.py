"""The server inside a loop: it listens, sweeps its connections, and stops gently."""

import asyncio
import socket
import time
from collections.abc import Callable

from toile.edge.limits import Limits
from toile.edge.server.connection import Connection
from toile.edge.server.heads import Heads
from toile.edge.server.outlet import Outbox
from toile.edge.server.router import Router
from toile.edge.server.tally import Tally
from toile.edge.server.tick import Tick

_BACKLOG = 1_024


def _ignore(status: int) -> None:
    """Refusals concern nobody unless a callback is given."""


class Server:
    """Serves one router on one or several listening sockets."""

    def __init__(
        self,
        router: Router,
        limits: Limits,
        *,
        on_refusal: Callable[[int], None] = _ignore,
        tally: Tally | None = None,
    ) -> None:
        self.router = router
        self.limits = limits
        self.tally = tally or Tally()
        self.tick = Tick(time.monotonic(), time.time())
        self.heads = Heads()
        self.outbox = Outbox()
        self.stopping = False
        self._refused = on_refusal
        self._connections: set[Connection] = set()
        self._listeners: list[asyncio.Server] = []
        self._sweeper: asyncio.TimerHandle | None = None
        self._all_gone = asyncio.Event()
        # Sweeps are late by one pause at most; short limits (tests) sweep oftener.
        self._pause = min(0.5, _shortest(limits) / 4)

    async def listen(self, sock: socket.socket) -> None:
        """Accept connections on a bound socket; it may be called for several."""
        loop = asyncio.get_running_loop()
        if self._sweeper is None:
            self._sweep()
        self._listeners.append(
            await loop.create_server(
                lambda: Connection(self), sock=sock, backlog=_BACKLOG
            )
        )

    async def stop(self, seconds: float) -> None:
        """Finish what has been accepted, for so many seconds at most, and close."""
        for listener in self._listeners:
            listener.close()
        self.stopping = True
        # Two turns of the loop: what has arrived already is read before idle ends.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for connection in list(self._connections):
            connection.finish()
        try:
            async with asyncio.timeout(seconds):
                await self._until_all_gone()
        except TimeoutError:
            for connection in list(self._connections):
                connection.abort()
            await self._until_all_gone()
        if self._sweeper is not None:
            self._sweeper.cancel()
            self._sweeper = None
        for listener in self._listeners:
            await listener.wait_closed()

    # The connections' side

    def opened(self, connection: Connection) -> bool:
        """Count the connection in; False when there are too many."""
        self._connections.add(connection)
        self._all_gone.clear()
        self.tally.connections += 1
        self.tally.open_connections += 1
        return len(self._connections) <= self.limits.connections

    def lost(self, connection: Connection) -> None:
        """Count the connection out."""
        self._connections.discard(connection)
        self.tally.open_connections -= 1
        if not self._connections:
            self._all_gone.set()

    def on_refusal(self, status: int) -> None:
        """Tell the application that a request was turned away."""
        self._refused(status)

    async def _until_all_gone(self) -> None:
        if self._connections:
            await self._all_gone.wait()

    def _sweep(self) -> None:
        self.tick.move(time.monotonic(), time.time())
        for connection in list(self._connections):
            connection.sweep()
        loop = asyncio.get_running_loop()
        self._sweeper = loop.call_later(self._pause, self._sweep)


def _shortest(limits: Limits) -> float:
    return min(
        limits.header_seconds,
        limits.body_seconds,
        limits.idle_seconds,
        limits.write_seconds,
        limits.durable_seconds,
        limits.linger_seconds,
    )
