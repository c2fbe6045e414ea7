"""A local copy of the dataset's API: real HTTP, data-fair's answers, failures."""

import datetime
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

PATH = "/data-fair/api/v1/datasets/programmation-cinemas"
LINES = f"{PATH}/lines"


@dataclass
class Dataset:
    """What the server holds, how it is to misbehave, and what it was asked."""

    port: int = 0
    lines: list[Any] = field(default_factory=list)
    now: datetime.datetime | None = None
    etag: str = ""
    last_modified: str = ""
    deep: bool = True
    """With ``next``; without it the client turns pages by their number."""
    failures: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    """Answered first, one a request: status, headers, body."""
    next_address: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{PATH}"

    def answer(
        self, query: dict[str, str], headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(query)
        self.headers.append(headers)
        if self.failures:
            return self.failures.pop(0)
        told = {"ETag": self.etag, "Last-Modified": self.last_modified}
        told = {name: value for name, value in told.items() if value}
        if self.etag and headers.get("if-none-match") == self.etag:
            return 304, told, b""
        size, first = int(query["size"]), int(query.get("after", 0))
        if "page" in query:
            first = (int(query["page"]) - 1) * size
        lines = self._coming(query.get("qs", ""))
        wanted = set(query["select"].split(","))
        page = {
            "total": len(lines),
            "results": [_only(line, wanted) for line in lines[first : first + size]],
        }
        if self.deep and first + size < len(lines):
            following = urlencode({**query, "after": first + size})
            address = self.next_address or f"http://127.0.0.1:{self.port}"
            page["next"] = f"{address}{LINES}?{following}"
        return 200, told, json.dumps(page, ensure_ascii=False).encode()

    def _coming(self, condition: str) -> list[Any]:
        assert condition == "showstart:>=now"
        if self.now is None:
            return self.lines
        start = self.now.isoformat()
        return [line for line in self.lines if line["showstart"] >= start]


def _only(line: Any, wanted: set[str]) -> Any:
    if not isinstance(line, dict):
        return line
    return {name: value for name, value in line.items() if name in wanted}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    dataset: Dataset


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        if parts.path != LINES:
            status, told, body = 404, {}, b""
        else:
            status, told, body = self.server.dataset.answer(query, headers)
        self.send_response(status)
        for name, value in told.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
        """Keep the terminal for what matters."""


@contextmanager
def served() -> Iterator[Dataset]:
    """Serve a dataset on a free port."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.dataset = Dataset(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.dataset
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
