"""Sites on loopback that do well and badly, each behaviour a host name of its own."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from toile.wire.sitecheck import SiteBrief
from toile.wire.tags import BannerController

BUNDLES = Path(__file__).parents[3] / "src" / "toile" / "edge" / "bundles"
KEY = "royal-key-123456"
HTML = "text/html; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"
CONTROLLERS = (BannerController("SCARE", "union"), BannerController("Klox", "operator"))


@dataclass(frozen=True)
class Reply:
    """An answer of a site."""

    status: int = 200
    body: bytes = b""
    kind: str = HTML
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Town:
    """What the hosts answer, and what the collecting doors of the pool were asked."""

    port: int
    answers: dict[str, Callable[[str], Reply]] = field(default_factory=dict)
    collected: list[str] = field(default_factory=list)

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}.localhost:{self.port}{path}"

    def brief(self, host: str, **given: Any) -> SiteBrief:
        wanted = {
            "url": self.url(host),
            "pool_url": self.url("pool", ""),
            "ads_url": self.url("ads", ""),
            "key": KEY,
            "name": "Le Royal",
            "controllers": CONTROLLERS,
            "private": True,
        }
        return SiteBrief(**(wanted | given))

    def lines(
        self,
        key: str = KEY,
        host: str = "pool",
        *,
        banner: bool = True,
        consent: str = "",
    ) -> str:
        scripts = ("consent.js", "pixel.js") if banner else ("pixel.js",)
        named = f'data-consent="{consent}" ' if consent else ""
        return "\n".join(
            f'<script async crossorigin="anonymous" {named}'
            f'src="{self.url(host, "/" + script)}?site={key}"></script>'
            for script in scripts
        )

    def site(self, host: str, head: str, body: str = "", **headers: str) -> str:
        """Put up a site of two pages; its address is given back."""

        def answer(path: str) -> Reply:
            if path not in ("/", "/film"):
                return Reply(404)
            text = (
                "<!doctype html><html lang=fr><meta charset=utf-8>"
                f"<title>{host}</title>"
                f"<link rel=icon href=data:,>{head}<h1>{host} {path}</h1>"
                f'<a href="/film">Le film</a>{body}'
            )
            return Reply(body=text.encode(), headers=tuple(headers.items()))

        self.answers[host] = answer
        return self.url(host)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    town: Town

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers hang up as they please."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        host = (self.headers.get("host") or "").split(".", 1)[0]
        path = urlsplit(self.path).path
        self.rfile.read(int(self.headers.get("content-length") or 0))
        reply = _of_the_pool(self.server.town, self.command, host, path)
        if reply is None:
            answer = self.server.town.answers.get(host)
            reply = answer(path) if answer else Reply(404)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers:
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(reply.body)

    do_POST = do_GET  # noqa: N815 (the name that http.server calls)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name)
        """Stay silent."""


def _of_the_pool(town: Town, method: str, host: str, path: str) -> Reply | None:
    if host not in ("pool", "ads"):
        return None
    shared = (("Access-Control-Allow-Origin", "*"),)
    if path == "/pixel.js":
        return Reply(200, (BUNDLES / "pixel.js").read_bytes(), SCRIPT, shared)
    if path.startswith("/adapters/"):
        return Reply(200, (BUNDLES / path[1:]).read_bytes(), SCRIPT, shared)
    if path == "/consent.js":
        # The pool knows no site here: the checker brings the banner itself.
        return Reply(404, b"{}", "application/problem+json", shared)
    town.collected.append(f"{method} {host}{path}")
    return Reply(204)


def open_town() -> tuple[Town, Server]:
    server = Server(("127.0.0.1", 0), _Handler)
    server.town = Town(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.town, server


def slowly(_path: str) -> Reply:
    """Answer long after anybody waits."""
    time.sleep(60)
    return Reply()
