"""A browser, and the other side of the wall: sites, pool and ads on one local server.

Chromium takes every ``*.localhost`` for loopback, for a secure context, and for a site
of its own, so that cookies behave as between real sites.
"""

import gzip
import io
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import av
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Request,
    sync_playwright,
)

BUNDLES = Path(__file__).parents[2] / "src" / "toile" / "edge" / "bundles"
SITE_KEY = "royal-key"
PATIENCE_S = 10.0
TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00"
    b"\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@dataclass(frozen=True)
class Call:
    """A request as the server met it."""

    method: str
    host: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def door(self) -> str:
        return f"{self.method} {self.host}{self.path}"


@dataclass(frozen=True)
class Reply:
    """An answer of the stub."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


Answering = Callable[[Call], Reply]


@dataclass
class World:
    """What the hosts answer, and all that they were asked."""

    port: int
    calls: list[Call] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    answers: dict[str, Answering] = field(default_factory=dict)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def url(self, host: str, path: str = "") -> str:
        return f"http://{host}.localhost:{self.port}{path}"

    def serve(
        self,
        door: str,
        status: int = 200,
        body: bytes = b"",
        kind: str = "text/html; charset=utf-8",
    ) -> None:
        """Answer a door such as ``"POST pool/consent"`` always alike."""
        reply = Reply(status, body, kind)
        self.answers[door] = lambda _call: reply

    def page(self, host: str, path: str, html: str) -> str:
        """Put up a page; its address is given back."""
        self.serve(f"GET {host}{path}", body=html.encode())
        return self.url(host, path)

    def give_cookie(self, page: Page, host: str, name: str) -> None:
        """Let the browser have a cross-site cookie, as an earlier visit would."""
        set_cookie = f"{name}=old; Path=/; Secure; HttpOnly; SameSite=None"
        reply = Reply(body=b"<title>x</title>", headers=(("Set-Cookie", set_cookie),))
        self.answers[f"GET {host}/cookie"] = lambda _call: reply
        page.goto(self.url(host, "/cookie"))
        self.calls.clear()

    def to(self, *hosts: str) -> list[Call]:
        """List what the given hosts were asked, but for scripts and media."""
        still = ("/pixel.js", "/consent.js", "/tag.js", "/media", "/favicon.ico")
        return [
            call
            for call in list(self.calls)
            if call.host in hosts
            and not call.path.startswith(still)
            and call.method != "OPTIONS"
        ]

    def wait(self, door: str, count: int = 1) -> list[Call]:
        """Wait until a door was knocked at so many times; fail when it never is."""

        def matching() -> list[Call]:
            return [call for call in self.calls if call.door == door]

        with self.arrived:
            met = self.arrived.wait_for(lambda: len(matching()) >= count, PATIENCE_S)
        assert met, f"{door} not met {count}×; met: {[c.door for c in self.calls]}"
        return matching()

    def settle(self, page: Page) -> None:
        """Let all that the page has begun arrive: timers short of 100 ms, requests."""
        page.evaluate(
            """async () => {
                await new Promise((done) => setTimeout(done, 100));
                await fetch("/barrier");
            }"""
        )

    def sent_to(self, door: str, page: Page) -> list[str]:
        """List what a page has asked of a door, also what is still on its way.

        Needs no timer, so that it works while the clock is held.
        """
        # Requests are told in their order: those before this one are told by now.
        page.evaluate("fetch('/barrier').then(() => undefined)")
        method, _, address = door.partition(" ")
        host, _, path = address.partition("/")
        wanted = f"{method} {self.url(host, '/' + path)}"
        return [each for each in self.sent if each.partition("?")[0] == wanted]

    def handle(self, call: Call) -> Reply:
        with self.arrived:
            self.calls.append(call)
            self.arrived.notify_all()
        answer = self.answers.get(call.door)
        if answer is None:
            answer = self.answers.get(f"{call.method} {call.host}/*")
        return Reply(404) if answer is None else answer(call)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    world: World

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers hang up as they please."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("content-length") or 0)
        call = Call(
            method=self.command,
            host=(self.headers.get("host") or "").split(".", 1)[0],
            path=parts.path,
            query=parse_qs(parts.query),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
        )
        reply = self.server.world.handle(call)
        self.send_response(reply.status)
        origin = call.headers.get("origin")
        if origin:
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Credentials", "true")
        if reply.body:
            self.send_header("Content-Type", reply.kind)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    do_POST = do_GET  # noqa: N815 (the name that http.server calls)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name)
        """Stay silent."""


@pytest.fixture(scope="module")
def server() -> Iterator[_Server]:
    running = _Server(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def world(server: _Server) -> World:
    """The pool, the ads wing and their scripts, for one test."""
    made = World(port=server.server_address[1])
    server.world = made
    script = "text/javascript; charset=utf-8"
    for host, name in (("pool", "pixel.js"), ("ads", "tag.js")):
        body = (BUNDLES / name).read_bytes()
        made.serve(f"GET {host}/{name}", body=body, kind=script)
    made.answers["POST pool/consent"] = lambda call: _consent(made, call)
    made.serve("POST pool/visit", 204)
    made.serve("GET ads/handover", body=GIF, kind="image/gif")
    for host in ("royal", "news"):
        made.serve(f"GET {host}/barrier", 204)
    return made


def _consent(world: World, call: Call) -> Reply:
    choice = call.json["choice"]
    if choice == "no":
        return Reply(204)
    handover = world.url("ads", f"/handover?t={choice}")
    if choice == "withdrawal":
        body: dict[str, object] = {"handover": handover, "done": True}
    else:
        expires = 4_000_000_000_000
        body = {"receipt": "r-1", "expires_ms": expires, "handover": handover}
    cookie = "tid=abc; Max-Age=15552000; Path=/; Secure; HttpOnly; SameSite=None"
    return Reply(
        body=json.dumps(body).encode(),
        kind="application/json",
        headers=(("Set-Cookie", cookie),),
    )


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver; of one module, for there may be only one at a time."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def context(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """One browser for a module's tests.

    A profile of its own, because Chromium keeps third-party cookies out of the
    incognito contexts that Playwright makes otherwise.
    """
    profile = tmp_path_factory.mktemp("profile")
    preferences = {"profile": {"cookie_controls_mode": 0}}
    (profile / "Default").mkdir()
    (profile / "Default" / "Preferences").write_text(json.dumps(preferences))
    launched = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=shutil.which("chromium"),
        args=["--autoplay-policy=document-user-activation-required"],
        locale="fr-FR",
        viewport={"width": 1200, "height": 800},
    )
    yield launched
    launched.close()


@contextmanager
def _watched(made: Page, world: World) -> Iterator[Page]:
    """Note what a page asks; its mistakes fail the test: scripts never throw."""
    errors: list[object] = []

    def threw(error: object) -> None:
        errors.append(error)

    def sends(request: Request) -> None:
        world.sent.append(f"{request.method} {request.url}")

    made.on("pageerror", threw)
    made.on("request", sends)
    yield made
    made.close()
    assert errors == []


@pytest.fixture
def page(context: BrowserContext, world: World) -> Iterator[Page]:
    """A page without a past."""
    made = context.new_page()
    context.clear_cookies()
    session = context.new_cdp_session(made)
    for host in ("royal", "news", "pool", "ads"):
        origin = {"origin": world.url(host), "storageTypes": "local_storage"}
        session.send("Storage.clearDataForOrigin", origin)
    with _watched(made, world) as watched:
        yield watched


@pytest.fixture(scope="module")
def _clockwork(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=shutil.which("chromium"))
    yield launched
    launched.close()


@pytest.fixture
def held(_clockwork: Browser, world: World) -> Iterator[Page]:
    """A page whose clock stands still: time passes only with ``clock.run_for``.

    In a context of its own, for a clock is held for a context. Playwright's clock that
    is only installed goes on by itself as well.
    """
    context = _clockwork.new_context(viewport={"width": 1200, "height": 800})
    with _watched(context.new_page(), world) as made:
        # Of today: in 1970 all that ever happened was less than a day ago.
        made.clock.install(time=TODAY)
        made.clock.pause_at(TODAY + timedelta(seconds=1))
        yield made
    context.close()


@pytest.fixture(scope="session")
def poster() -> bytes:
    """A poster of 400 by 600, as a PNG."""
    image = Image.new("RGB", (400, 600), (120, 34, 40))
    pen = ImageDraw.Draw(image)
    for row in range(600):
        pen.line((0, row, 400, row), fill=(150 - row // 6, 40, 30 + row // 8))
    pen.ellipse((90, 120, 310, 340), fill=(236, 196, 120))
    pen.rectangle((60, 420, 340, 450), fill=(250, 240, 220))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="session")
def trailer() -> bytes:
    """A teaser of two seconds, 320 by 180, WebM."""
    out = io.BytesIO()
    with av.open(out, "w", format="webm") as container:
        stream = container.add_stream("libvpx", rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        stream.time_base = Fraction(1, 10)
        for number in range(20):
            colour = (20 + number * 10, 60, 160 - number * 6)
            picture = Image.new("RGB", (320, 180), colour)
            # PyAV leaves this one untyped.
            shot = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
            container.mux(stream.encode(shot))
        container.mux(stream.encode())
    return out.getvalue()


@pytest.fixture(scope="session")
def zipped() -> Callable[[str], int]:
    """Measure a bundle as the edge sends it."""
    return lambda name: len(gzip.compress((BUNDLES / name).read_bytes(), 9, mtime=0))
