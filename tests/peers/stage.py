"""A real ads edge, and pages of others around it: what foreign programs meet.

Hosts are names under ``localhost``, each a site of its own for the browser.
"""

import asyncio
import contextlib
import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request

from toile.ads import keys as ads_keys
from toile.edge.counters import Counters
from toile.edge.limits import Limits
from toile.edge.server import Server
from toile.edge.wings import EdgeApp, Wing, build
from toile.journal import Cursor, open_reader
from toile.ops.bench.serving import free_port
from toile.ops.keys import ensure_keys
from toile.settings import Settings, load
from toile.wire import plan as plans
from toile.wire.events import AnyEvent, Supply
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Creative, Line, Media, Placement
from toile.wire.targeting import Targeting
from toile.wire.tokens import Sealer
from toile.worker.stores import open_stores

PATIENCE_S = 15.0
OTHERS_PORT = free_port()


def site(name: str) -> str:
    """Give the address of a site of others."""
    return f"http://{name}.localhost:{OTHERS_PORT}"


NEWS = site("news")
PLACE = Placement(
    id=Ulid("01M85275QPHZD88PEEFXQ0P1AC"),
    key="news-insert",
    publisher="News",
    origins=(NEWS,),
    format="insert",
    width=300,
    height=250,
)
POPUP = Placement(
    id=Ulid("01M85275QPHZD88PEEFXQP0P0P"),
    key="news-popup",
    publisher="News",
    origins=(NEWS,),
    format="popup",
    width=480,
    height=360,
)


@contextlib.contextmanager
def served(settings: Settings, wing: Wing, port: int) -> Iterator[None]:
    """Run an edge, in a thread with a loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def run(coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result(20)

    app: EdgeApp = run(build(settings, wing, Counters(), 0))
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


@dataclass
class Ads:
    """The ads wing, running; ``url`` is where browsers find it."""

    data: Path
    port: int = field(default_factory=free_port)
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        self.settings = load(
            {
                "TOILE_DATA": str(self.data),
                "TOILE_EDGE_PROCESSES": "1",
                "TOILE_ADS_URL": self.url,
                "TOILE_POOL_URL": f"http://pool.localhost:{self.port}",
                "TOILE_PORTAL_URL": site("portal"),
            }
        )
        ensure_keys(self.settings)
        path = self.settings.ads_keys
        keys = ads_keys.read(path.read_bytes(), str(path))
        self.tokens = Sealer(bytes.fromhex(keys.token))
        self.settings.plan.mkdir(parents=True, exist_ok=True)
        self.settings.media.mkdir(parents=True, exist_ok=True)
        open_stores(self.settings.profiles).close()

    @property
    def url(self) -> str:
        return f"http://ads.localhost:{self.port}"

    def keep(self, content: bytes, ending: str) -> str:
        """Put a file into the media folder; its name is given back."""
        name = f"{hashlib.sha256(content).hexdigest()}.{ending}"
        (self.settings.media / name).write_bytes(content)
        return name

    def publish(self, *lines: Line) -> None:
        plan = AdsPlan(version=1, made_ms=0, lines=lines, placements=(PLACE, POPUP))
        (self.settings.plan / "ads.json").write_bytes(plans.encode(plan))

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Serve, in a thread with a loop of its own."""
        with served(self.settings, "ads", self.port):
            yield

    def written(self) -> list[AnyEvent]:
        """Read what is on disk by now."""
        batch = open_reader(self.settings.journal, "ads").read(Cursor(), 1_000)
        events = (entry.event for entry in batch.entries)
        return [event for event in events if not isinstance(event, Supply)]

    def wait(self, page: Page, *kinds: type[AnyEvent]) -> list[AnyEvent]:
        """Wait until there is an event of each kind, as often as it is named."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            events = self.written()
            met = [type(event) for event in events]
            if all(met.count(kind) >= kinds.count(kind) for kind in kinds):
                return events
            assert time.monotonic() < deadline, f"wanted {kinds}, met {events}"
            # Not asleep: the browser's routes are answered while Playwright runs.
            page.wait_for_timeout(50)


class Others:
    """Pages of other sites on a server of theirs, and all that the browser asked.

    A server, because Chromium lets no page that came from nowhere ask this machine.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._pages: dict[str, tuple[bytes, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", OTHERS_PORT), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def put(self, address: str, body: str, kind: str = "text/html") -> str:
        self._pages[address] = (body.encode(), f"{kind}; charset=utf-8")
        return address

    def page(self, address: str) -> tuple[bytes, str] | None:
        return self._pages.get(address)

    def attach(self, context: BrowserContext) -> None:
        def note(request: Request) -> None:
            self.asked.append(request.url)

        context.on("request", note)

    def hosts(self) -> set[str]:
        """Name the hosts that were asked for anything."""
        return {url.split("/")[2] for url in self.asked if url.startswith("http")}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(others: Others) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            found = others.page(f"http://{self.headers.get('host')}{path}")
            body, kind = found or (b"", "text/plain")
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Stay silent."""

    return Handler


def line_of(creative: Creative) -> Line:
    return Line(
        id=Ulid("01M85275QPHZD88PEEFXQ11NE0"),
        campaign=Ulid("01M85275QPHZD88PEEFXQCAMPA"),
        distributor="Condor",
        film_title="L’Ombre de Staline ]]>",
        film_rating="Tous publics",
        allocine_id=258374,
        starts_ms=0,
        ends_ms=4_000_000_000_000,
        budget=Money(1_000_000_000_000),
        price=Money(8_000_000),
        targeting=Targeting(),
        formats=("insert", "popup"),
        cap=None,
        creatives=(creative,),
    )


def film_of(ads: Ads, poster: bytes, teaser: bytes) -> Creative:
    """Make the creative of a poster and a teaser, both in the media folder."""
    return Creative(
        Ulid("01M85275QPHZD88PEEFXQ0CREA"),
        "teaser",
        Media(ads.keep(poster, "png"), "image/png", 400, 600, len(poster)),
        Media(ads.keep(teaser, "webm"), "video/webm", 320, 180, len(teaser), 2_000),
    )
