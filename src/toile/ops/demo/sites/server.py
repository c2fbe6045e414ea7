"""The server of the demo's sites: by host name, GET and HEAD, on one loopback port."""

import contextlib
import datetime
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from toile.ops.demo.sites.addresses import TOUR_HOST, Addresses
from toile.ops.demo.sites.articles import load_articles
from toile.ops.demo.sites.cinemas import cinema_page
from toile.ops.demo.sites.counters import CountersNow
from toile.ops.demo.sites.open_data import LINES, lines
from toile.ops.demo.sites.publishers import publisher_page
from toile.ops.demo.sites.templates import PAGES, Html, page
from toile.ops.demo.sites.tour import tour_page
from toile.ops.demo.world import World
from toile.ops.demo.world.load import FOLDER
from toile.wire.clock import now_ms, paris_date, to_datetime
from toile.wire.errors import SettingError

ARTWORK = FOLDER.parent / "artwork"
HTML_TYPE = "text/html; charset=utf-8"
JSON_TYPE = "application/json"
FILE_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".webp": "image/webp",
}
SLOWEST_CLIENT_S = 15


class Reply(msgspec.Struct, frozen=True):
    """What a request is answered with."""

    status: HTTPStatus
    kind: str
    body: bytes
    etag: str = ""


class Sites:
    """All sites of the demo. ``site_keys`` are pixel keys by the cinema's slug."""

    def __init__(
        self,
        world: World,
        addresses: Addresses,
        site_keys: Mapping[str, str],
        counters: CountersNow,
    ) -> None:
        self._world = world
        self._addresses = addresses
        self._site_keys = site_keys
        self._counters = counters
        self._articles = load_articles()
        self._cinemas = {cinema.host: cinema for cinema in world.cinemas}
        self._publishers = {publisher.host: publisher for publisher in world.publishers}

    def open(self, host: str = "127.0.0.1") -> "OpenSites":
        """Listen on the port of the addresses; raises ``SettingError`` if it is taken.

        Answers from a thread of its own until ``close``.
        """
        port = self._addresses.port
        try:
            server = _Server((host, port), self)
        except OSError as error:
            raise SettingError(
                f"Port {port} on {host}",
                f"the demo's sites cannot listen there ({error.strerror})",
                "Stop the program that uses it, or choose another port.",
            ) from error
        return OpenSites(server)

    def serve(self, host: str = "127.0.0.1") -> None:
        """Listen and answer until interrupted."""
        with self.open(host) as opened:
            opened.wait()

    def answer(self, host: str, path: str, today: datetime.date) -> Reply:
        """Answer a request for a path on a host."""
        if path.startswith("/_/"):
            return _file(path.removeprefix("/_/"))
        if host == TOUR_HOST:
            return self._tour(path)
        made = self._page(host, path, today)
        if made is None:
            return _missing(self._addresses, HTTPStatus.NOT_FOUND)
        return Reply(HTTPStatus.OK, HTML_TYPE, made.encode())

    def open_data(self, query: str, known: str, now: datetime.datetime) -> Reply:
        """Answer for the programme's dataset, which has a host of its own: this one."""
        address = f"http://127.0.0.1:{self._addresses.port}"
        found = lines(self._world, dict(parse_qsl(query)), now, address)
        if found is None:
            body = b"size, after: whole numbers, size up to 10000\n"
            return Reply(HTTPStatus.BAD_REQUEST, "text/plain", body)
        if known == found.etag:
            return Reply(HTTPStatus.NOT_MODIFIED, JSON_TYPE, b"", found.etag)
        return Reply(HTTPStatus.OK, JSON_TYPE, found.body, found.etag)

    def _page(self, host: str, path: str, today: datetime.date) -> Html | None:
        if cinema := self._cinemas.get(host):
            key = self._site_keys.get(cinema.slug, "")
            return cinema_page(self._world, cinema, path, key, self._addresses, today)
        if publisher := self._publishers.get(host):
            return publisher_page(publisher, self._articles, path, self._addresses)
        return None

    def _tour(self, path: str) -> Reply:
        if path == "/compteurs.json":
            body = msgspec.json.encode(dict(self._counters()))
            return Reply(HTTPStatus.OK, JSON_TYPE, body)
        if path != "/":
            return _missing(self._addresses, HTTPStatus.NOT_FOUND)
        tour = tour_page(self._world, self._articles, self._addresses)
        return Reply(HTTPStatus.OK, HTML_TYPE, tour.encode())


class OpenSites:
    """The sites while they answer; closing stops listening."""

    def __init__(self, server: "_Server") -> None:
        self._server = server
        self._thread = threading.Thread(
            target=server.serve_forever, name="demo-sites", daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return self._server.server_address[1]

    def wait(self) -> None:
        """Wait until the sites are closed."""
        self._thread.join()

    def close(self) -> None:
        """Stop answering and free the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> "OpenSites":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A browser opens a handful of connections for each of many hosts.
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], sites: Sites) -> None:
        self.sites = sites
        super().__init__(address, _Handler)

    server_address: tuple[str, int]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "toile-demo"
    sys_version = ""
    timeout = SLOWEST_CLIENT_S

    def handle(self) -> None:
        """Say nothing of browsers that go away in the middle of an answer."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        reply = self._reply()
        self._head(reply)
        self.wfile.write(reply.body)

    def do_HEAD(self) -> None:
        self._head(self._reply())

    def _reply(self) -> Reply:
        host = self.headers.get("Host", "").rpartition(":")[0] or TOUR_HOST
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path == LINES:
            known, now = self.headers.get("If-None-Match", ""), to_datetime(now_ms())
            return self.server.sites.open_data(parts.query, known, now)
        return self.server.sites.answer(host.lower(), path, paris_date(now_ms()))

    def _head(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body)))
        lasting = reply.kind in FILE_TYPES.values()
        if reply.etag:
            self.send_header("ETag", reply.etag)
        self.send_header("Cache-Control", "max-age=300" if lasting else "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
        """Keep the terminal for what matters."""


def _file(name: str) -> Reply:
    kind = FILE_TYPES.get(Path(name).suffix)
    folder = ARTWORK if kind == "image/webp" else PAGES
    # Only names that the folder lists: a path cannot climb out of it.
    if kind is None or name not in {entry.name for entry in folder.iterdir()}:
        return Reply(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"Rien ici.\n")
    return Reply(HTTPStatus.OK, kind, (folder / name).read_bytes())


def _missing(addresses: Addresses, status: HTTPStatus) -> Reply:
    body = page("missing.html", marked={}, tour=addresses.tour)
    return Reply(status, HTML_TYPE, body.encode())
