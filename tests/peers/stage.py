"""A real ads edge, and pages of others around it: what foreign programs meet.

Hosts are names under ``localhost``, each a site of its own for the browser; pages of
others are given to the browser as they are asked for, the edge answers by itself.
"""

import asyncio
import contextlib
import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, Route

from toile.ads import keys as ads_keys
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
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Creative, Line, Media, Placement
from toile.wire.targeting import Targeting
from toile.wire.tokens import Sealer
from toile.worker.stores import open_stores

PATIENCE_S = 15.0
NEWS = "http://news.localhost"
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
                "TOILE_PORTAL_URL": "http://portal.localhost",
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
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()

        def run(coroutine: Any) -> Any:
            return asyncio.run_coroutine_threadsafe(coroutine, loop).result(20)

        counters = Counters()
        app: EdgeApp = run(build(self.settings, "ads", counters, 0))
        server = Server(app.router, Limits(linger_seconds=0.1))

        async def listen() -> None:
            await server.listen(socket.create_server(("127.0.0.1", self.port)))

        run(listen())
        try:
            yield
        finally:
            run(server.stop(1.0))
            run(app.close())
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            loop.close()

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
            # The browser's own routes are answered only while Playwright runs.
            page.wait_for_timeout(50)


@dataclass
class Others:
    """Pages of other sites, and all that the browser asked of anybody."""

    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, address: str, body: str, kind: str = "text/html") -> str:
        self.pages[address] = (body, f"{kind}; charset=utf-8")
        return address

    def attach(self, context: BrowserContext) -> None:
        def answer(route: Route) -> None:
            found = self.pages.get(route.request.url.partition("?")[0])
            if found is None:
                route.fulfill(status=404, body="")
            else:
                route.fulfill(body=found[0], content_type=found[1])

        def note(request: Request) -> None:
            self.asked.append(request.url)

        # All but the edge, which has a port.
        context.route(lambda url: ":" not in url.removeprefix("http://"), answer)
        context.on("request", note)

    def hosts(self) -> set[str]:
        """Name the hosts that were asked for anything."""
        return {url.split("/")[2] for url in self.asked if url.startswith("http")}


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
