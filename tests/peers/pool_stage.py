"""A real edge of both wings, for a site of others that holds the pixel."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from toile.edge.counters import Counters
from toile.edge.limits import Limits
from toile.edge.server import Server
from toile.edge.wings import EdgeApp, build
from toile.journal import Cursor, open_reader
from toile.ops.bench.serving import free_port
from toile.ops.keys import ensure_keys
from toile.settings import Settings, load
from toile.wire import plan as plans
from toile.wire.events import AnyEvent, Supply
from toile.wire.plan import Controller, MemberSite, PoolPlan
from toile.worker.stores import open_stores

PATIENCE_S = 15.0
# A headless browser names itself so, and is a robot to us.
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Safari/537.36"
)


@dataclass(frozen=True)
class Pool:
    """The edge's settings, and what its pool wrote."""

    settings: Settings
    port: int

    def written(self) -> list[AnyEvent]:
        """Read what is on disk by now."""
        batch = open_reader(self.settings.journal, "pool").read(Cursor(), 1_000)
        events = (entry.event for entry in batch.entries)
        return [event for event in events if not isinstance(event, Supply)]

    def wait(self, page: Page, kind: type[AnyEvent], count: int = 1) -> list[AnyEvent]:
        """Wait until there are so many events of a kind; give all there are."""
        end = time.monotonic() + PATIENCE_S
        while True:
            events = self.written()
            if sum(isinstance(event, kind) for event in events) >= count:
                return events
            assert time.monotonic() < end, f"wanted {count} {kind}, met {events}"
            # Not asleep: the browser's routes are answered while Playwright runs.
            page.wait_for_timeout(50)


@contextlib.contextmanager
def running(data: Path, *sites: MemberSite) -> Iterator[Pool]:
    """Serve sites, in a thread with a loop of its own."""
    port = free_port()
    settings = load(
        {
            "TOILE_DATA": str(data),
            "TOILE_EDGE_PROCESSES": "1",
            "TOILE_ADS_URL": f"http://ads.localhost:{port}",
            "TOILE_POOL_URL": f"http://pool.localhost:{port}",
            "TOILE_PORTAL_URL": f"http://portal.localhost:{port}",
        }
    )
    ensure_keys(settings)
    settings.plan.mkdir(parents=True)
    settings.media.mkdir(parents=True)
    open_stores(settings.profiles).close()
    named = (Controller("SCARE", "union"), Controller("Klox", "operator"))
    plan = PoolPlan(version=1, made_ms=0, sites=sites, controllers=named)
    (settings.plan / "pool.json").write_bytes(plans.encode(plan))
    with _serving(settings, port):
        yield Pool(settings, port)


@contextlib.contextmanager
def _serving(settings: Settings, port: int) -> Iterator[None]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def run(coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result(20)

    app: EdgeApp = run(build(settings, "both", Counters(), 0))
    server = Server(app.router, Limits(linger_seconds=0.1))

    async def listen() -> None:
        await server.listen(socket.create_server(("127.0.0.1", port)))

    run(listen())
    try:
        yield
    finally:
        run(server.stop(1.0))
        run(app.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
