"""A publisher's page with Prebid.js from npm, in Chromium; a synced exchange."""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Request
from prebid_world import INES, World, running

from toile.wire.ids import to_cookie

WEB = Path(__file__).parents[3] / "web"
PAGE = Path(__file__).with_name("page.html")
# A headless browser names itself so, and is a robot to us.
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Safari/537.36"
)


class Sites(ThreadingHTTPServer):
    """The publisher's site and the other exchange: pages, and what was asked."""

    daemon_threads = True

    def __init__(self, bundle: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files = {
            "/article": ("text/html; charset=utf-8", PAGE.read_bytes()),
            "/prebid.js": ("text/javascript; charset=utf-8", bundle),
        }
        self.synced: list[dict[str, list[str]]] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers hang up as they please."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Sites

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        kind, body = self.server.files.get(parts.path, ("text/plain", b""))
        if parts.path == "/setuid":
            self.server.synced.append(parse_qs(parts.query))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name)
        """Stay silent."""


@dataclass
class Reading:
    """A page that is open, and what it has asked of the ads wing."""

    page: Page
    world: World
    sites: Sites
    asked: list[Request] = field(default_factory=list)

    def open(self, consent: dict[str, Any] | None, site: str = "franceinter") -> None:
        """Open the article; ``consent`` is what its consent tool will tell."""
        script = f"window.consent = {json.dumps(consent)};"
        self.page.add_init_script(script)
        self.page.goto(self.world.site(site, "/article"))

    def auction(self, unit: dict[str, Any], **config: Any) -> list[dict[str, Any]]:
        """Let Prebid.js hold an auction for one unit; give the bids it took."""
        bidder = {"bidder": "toile", "params": {"host": self.world.ads}}
        bidder["params"] |= unit.pop("params", {})
        # Here all is without TLS; elsewhere Prebid.js asks for secure markup itself.
        imp = {"secure": 0} | unit.pop("ortb2Imp", {})
        whole = {"code": "slot", "bids": [bidder], "ortb2Imp": imp, **unit}
        bids: list[dict[str, Any]] = self.page.evaluate(
            "([unit, config]) => auction(unit, config)", [whole, config]
        )
        return bids

    def to_ads(self, path: str) -> list[Request]:
        """List what was asked of a door, also what is still on its way."""
        # Requests are told in their order: those before this one are told by now.
        self.page.evaluate("fetch('/barrier').then(() => undefined)")
        return [r for r in self.asked if urlsplit(r.url).path.startswith(path)]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """The sites, with Prebid.js built as a publisher builds it."""
    bundle = tmp_path_factory.mktemp("bundle") / "prebid.js"
    command = ["node", "prebid/bundle.mjs", str(bundle)]
    subprocess.run(command, cwd=WEB, check=True, timeout=120)
    running_sites = Sites(bundle.read_bytes())
    thread = threading.Thread(target=running_sites.serve_forever, daemon=True)
    thread.start()
    yield running_sites
    running_sites.shutdown()
    running_sites.server_close()
    thread.join()


@pytest.fixture(scope="session")
def world(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A real edge with the plan of ``prebid_world``."""
    data = tmp_path_factory.mktemp("prebid") / "data"
    with running(data, sites.server_address[1]) as started:
        yield started


def launch(
    playwright: Playwright, profile: Path, *, third_party_cookies: bool
) -> BrowserContext:
    # Chrome's own switch: 0 allows third-party cookies, 1 blocks them.
    preferences = {"profile": {"cookie_controls_mode": 1 - third_party_cookies}}
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(preferences))
    launched = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=shutil.which("chromium"),
        user_agent=CHROME,
        locale="fr-FR",
        viewport={"width": 1200, "height": 900},
    )
    # There is no internet here; the address is what is promised.
    launched.route(
        "https://www.allocine.fr/**",
        lambda route: route.fulfill(body="<h1>La fiche</h1>", content_type="text/html"),
    )
    return launched


@pytest.fixture(scope="module")
def context(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A browser that takes third-party cookies, as Chrome and Edge do."""
    profile = tmp_path_factory.mktemp("profile")
    launched = launch(playwright, profile, third_party_cookies=True)
    yield launched
    launched.close()


@pytest.fixture
def reading(context: BrowserContext, world: World, sites: Sites) -> Iterator[Reading]:
    """Inès's browser, known to the pool, before it opens the article."""
    with reading_in(context, world, sites) as made:
        yield made


@pytest.fixture
def walled(
    playwright: Playwright, world: World, sites: Sites, tmp_path: Path
) -> Iterator[Reading]:
    """The same in a browser that blocks third-party cookies."""
    context = launch(playwright, tmp_path / "profile", third_party_cookies=False)
    with reading_in(context, world, sites) as made:
        yield made
    context.close()


@contextmanager
def reading_in(
    context: BrowserContext, world: World, sites: Sites
) -> Iterator[Reading]:
    context.clear_cookies()
    context.add_cookies(
        [
            {
                "name": "aid",
                "value": to_cookie(INES),
                "domain": "ads.localhost",
                "path": "/",
                "secure": True,
                "httpOnly": True,
                "sameSite": "None",
            }
        ]
    )
    sites.synced.clear()
    page = context.new_page()
    made = Reading(page, world, sites)
    errors: list[object] = []

    def asks(request: Request) -> None:
        if urlsplit(request.url).hostname == "ads.localhost":
            made.asked.append(request)

    def threw(error: object) -> None:
        errors.append(error)

    page.on("request", asks)
    page.on("pageerror", threw)
    yield made
    page.close()
    assert errors == []
