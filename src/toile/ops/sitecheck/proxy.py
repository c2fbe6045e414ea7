"""The only way out of the browser: a proxy that opens public addresses alone.

It resolves each name itself and connects to what it has judged, so that a name that
changes its mind (DNS rebinding) gains nothing. It counts what passes, and cuts a site
that sends without end.
"""

import contextlib
import selectors
import socket
import threading
from types import TracebackType
from urllib.parse import urlsplit

from toile.ops.sitecheck.addresses import AddressError, resolve
from toile.wire.sitecheck import FindingCode

MOST_BYTES = 80_000_000
_HEAD_BYTES = 64 * 1024
_CONNECT_SECONDS = 10.0
_IDLE_SECONDS = 60.0
_CHUNK = 64 * 1024


class Proxy:
    """An HTTP proxy on a loopback port; ``refusals`` tells per host why not."""

    def __init__(self, *, private: bool, most_bytes: int = MOST_BYTES) -> None:
        self._private = private
        self._left = most_bytes
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self.refusals: dict[str, FindingCode] = {}
        self.too_large = False

    def __enter__(self) -> "Proxy":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._closed.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError, ValueError):
            client.settimeout(_IDLE_SECONDS)
            head, rest = _read_head(client)
            method, target, version = head.split(b"\r\n", 1)[0].decode().split(" ")
            tunnel = method == "CONNECT"
            parts = urlsplit(f"//{target}" if tunnel else target)
            host, port = parts.hostname or "", parts.port or (443 if tunnel else 80)
            try:
                server = self._connect(host, port)
            except AddressError as error:
                self.refusals[host] = error.code
                client.sendall(b"HTTP/1.1 502 Refused\r\nContent-Length: 0\r\n\r\n")
                return
            with server:
                if tunnel:
                    client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
                    server.sendall(rest)
                else:
                    asked = parts.path or "/"
                    if parts.query:
                        asked += f"?{parts.query}"
                    line = f"{method} {asked} {version}\r\n".encode()
                    server.sendall(line + _plain(head) + rest)
                self._pump(client, server)

    def _connect(self, host: str, port: int) -> socket.socket:
        address = resolve(host, port, private=self._private)
        try:
            server = socket.create_connection((address, port), _CONNECT_SECONDS)
        except TimeoutError as error:
            raise AddressError(FindingCode.TOO_SLOW, host) from error
        except OSError as error:
            raise AddressError(FindingCode.NO_ANSWER, host) from error
        server.settimeout(_IDLE_SECONDS)
        return server

    def _pump(self, client: socket.socket, server: socket.socket) -> None:
        """Carry both ways until either side ends."""
        with selectors.DefaultSelector() as ready:
            ready.register(client, selectors.EVENT_READ, server)
            ready.register(server, selectors.EVENT_READ, client)
            while not self._closed.is_set():
                events = ready.select(_IDLE_SECONDS)
                if not events:
                    return
                for key, _ in events:
                    source, other = key.fileobj, key.data
                    assert isinstance(source, socket.socket)
                    chunk = source.recv(_CHUNK)
                    if not chunk:
                        return
                    if source is server and not self._may_pass(len(chunk)):
                        return
                    other.sendall(chunk)

    def _may_pass(self, size: int) -> bool:
        self._left -= size
        if self._left < 0:
            self.too_large = True
        return not self.too_large


def _read_head(client: socket.socket) -> tuple[bytes, bytes]:
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = client.recv(_CHUNK)
        if not chunk or len(received) > _HEAD_BYTES:
            raise ValueError("no head")
        received += chunk
    head, _, rest = received.partition(b"\r\n\r\n")
    return head, rest


def _plain(head: bytes) -> bytes:
    """Write the header fields for the server: one request a connection, no more.

    A kept connection could carry a request for another host past the judgement.
    """
    fields = [
        field
        for field in head.split(b"\r\n")[1:]
        if not field.lower().startswith((b"connection:", b"proxy-", b"upgrade:"))
    ]
    return b"\r\n".join([*fields, b"Connection: close", b"", b""])
