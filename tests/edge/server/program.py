"""A program that serves, for the tests that stop and kill whole processes.

It tells what happens line by line; SIGUSR1 to a serving process puts what its clients
wait for on disk.
"""

import asyncio
import logging
import os
import signal
import sys

from toile.edge.server import Answer, Request, Router, WhenDurable, response, serve
from toile.wire.errors import ToileError


def tell(*words: object) -> None:
    """One write a line: several processes share the pipe."""
    os.write(1, " ".join(map(str, words)).encode() + b"\n")


class App:
    def __init__(self, index: int) -> None:
        self.index = index
        self.held: list[asyncio.Future[None]] = []
        self.router = Router()
        self.router.add("GET", "/pid", lambda _: response(200, b"%d" % os.getpid()))
        self.router.add("GET", "/hold", self.hold)

    def hold(self, request: Request) -> Answer:
        future = asyncio.get_running_loop().create_future()
        self.held.append(future)
        tell("held", os.getpid())
        return WhenDurable(future, response(200, b"durable"), response(503))

    def write(self) -> None:
        for future in self.held:
            future.set_result(None)

    async def close(self) -> None:
        tell("closed", self.index)


async def build(index: int) -> App:
    if sys.argv[3:] == ["broken"]:
        raise ToileError("store", "it is not there", "Make it")
    app = App(index)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, app.write)
    return app


logging.basicConfig(stream=sys.stdout, format="log %(message)s", level=logging.INFO)
try:
    serve(build, "127.0.0.1", int(sys.argv[1]), int(sys.argv[2]), stop_seconds=5.0)
except ToileError as error:
    tell("error", error)
    sys.exit(1)
