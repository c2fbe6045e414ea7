"""A publisher's web server: real HTTP on loopback, which answers what it is told to."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TEXT = {"Content-Type": "text/plain; charset=utf-8"}


@dataclass
class Site:
    """What stands at each path (status, headers, body), and what was asked."""

    port: int = 0
    paths: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    pause: float = 0.0
    """Seconds between the bytes of a body."""

    @property
    def home(self) -> str:
        """The site's own origin."""
        return f"http://localhost:{self.port}"

    @property
    def elsewhere(self) -> str:
        """The same server as another root domain."""
        return f"http://127.0.0.1:{self.port}"

    def says(
        self, body: bytes, status: int = 200, path: str = "/ads.txt", **headers: str
    ) -> None:
        """Put an answer at a path."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.paths[path] = (status, TEXT | named, body)

    def moves(self, path: str, there: str, status: int = 301) -> None:
        """Send a path elsewhere."""
        self.says(b"moved", status, path, Location=there)


@contextmanager
def served() -> Iterator[Site]:
    """Listen on a free port until the end of the block."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.headers["Host"], self.path))
            status, headers, body = site.paths.get(self.path, (404, TEXT, b"none"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._give(body)

        def _give(self, body: bytes) -> None:
            step = 1 if site.pause else len(body) or 1
            try:
                for at in range(0, len(body), step):
                    self.wfile.write(body[at : at + step])
                    time.sleep(site.pause)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
