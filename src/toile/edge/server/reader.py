"""From bytes to requests: llhttp's callbacks, with every size counted."""

from collections.abc import Callable
from enum import IntEnum
from typing import Final, NoReturn

import httptools

from toile.edge.limits import Limits
from toile.edge.server.content import check_coding, decoded
from toile.edge.server.heads import Heads
from toile.edge.server.refusal import (
    RefusedError,
    body_too_large,
    connect_refused,
    headers_too_large,
    target_too_long,
)
from toile.edge.server.request import Request
from toile.edge.server.router import UNREADABLE
from toile.edge.server.target import split_target
from toile.edge.server.tick import Tick

CLOSE: Final = b"Connection: close\r\n"
_POST: Final = b"POST "
_SLASH: Final = ord("/")
_KEEP: Final = b"Connection: keep-alive\r\n"
_METHODS: Final = {
    name.encode(): name for name in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
}
_TOKEN: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_")


class Phase(IntEnum):
    """How far the message that is being received has come."""

    IDLE = 0
    HEAD = 1
    BODY = 2


# Module constants: an enum member costs an attribute look-up more, three a request.
_IDLE, _HEAD, _BODY = Phase.IDLE, Phase.HEAD, Phase.BODY


def _nobody(_path: str) -> bool:
    """No route answers bodies that cannot be read, unless one says so."""
    return False


class RequestReader:
    """Reads the requests of one connection and delivers each once it is complete."""

    __slots__ = (
        "_body_size",
        "_deliver",
        "_fed",
        "_feed_data",
        "_headers",
        "_heads",
        "_limits",
        "_parser",
        "_parts",
        "_peer",
        "_refusal",
        "_repeats",
        "_request",
        "_slice",
        "_takes_unreadable",
        "_tick",
        "_url",
        "_whole",
        "awaits_continue",
        "phase",
        "since",
    )

    def __init__(
        self,
        limits: Limits,
        tick: Tick,
        heads: Heads,
        peer: str,
        deliver: Callable[[Request], None],
        takes_unreadable: Callable[[str], bool] = _nobody,
    ) -> None:
        self._limits = limits
        self._heads = heads
        self._whole = b""  # what was fed, from the first byte of a message on
        self._tick = tick
        self._peer = peer
        self._deliver = deliver
        self._takes_unreadable = takes_unreadable
        self._parser = httptools.HttpRequestParser(self)
        self._feed_data = self._parser.feed_data
        self._refusal: RefusedError | None = None
        self._request: Request  # from a complete head to a complete message
        self._url = b""
        self._headers: dict[bytes, bytes] = {}
        self._repeats = 0
        self._parts: list[bytes] = []
        self._body_size = 0
        # Bytes fed since the phase began; the feed it began in is not counted, so
        # the count is a lower bound that is off by one feed at most.
        self._fed = 0
        self._slice = 0
        self.phase: Phase = _IDLE
        self.since = tick.now
        self.awaits_continue = False

    def feed(self, data: bytes) -> None:
        """Parse more bytes; raises RefusedError when nothing after them can be read."""
        while data:
            if self.phase is _IDLE:
                if data.startswith(_POST):
                    request = self._heads.recognise(data, self._peer)
                    if request is not None:
                        self.since = self._tick.now
                        self._deliver(request)
                        return
                    self._whole = data
                self.phase = _HEAD
                self.since = self._tick.now
            self._slice = len(data)
            self._fed += self._slice
            try:
                self._feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                # RFC 9110 §7.8: Upgrade may be ignored; what follows is HTTP/1.1.
                data = data[upgrade.args[0] :]
                continue
            except httptools.HttpParserError as error:
                raise self._explain(error, data) from error
            break
        if self.phase is not _IDLE:
            self._check_unfinished()

    def release(self) -> None:
        """Break the circle of parser and callbacks, so that no collector is needed."""
        del self._parser, self._feed_data, self._deliver

    # httptools callbacks, in the order they come

    def on_url(self, url: bytes) -> None:
        """Take the request target, or one more piece of it."""
        if self._url:
            self._url += url
            return
        self._url = url
        self.phase = _HEAD
        self._fed = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a complete header; a trailer lands in a dict that nobody reads."""
        name = name.lower()
        value = value.strip()
        headers = self._headers
        if name in headers:
            self._repeat(name, value)
        else:
            headers[name] = value

    def on_headers_complete(self) -> None:
        """Check the head, build the request, and decide whether its body is wanted."""
        limits = self._limits
        headers = self._headers
        self._headers = {}
        target = self._url
        self._url = b""
        if len(target) > limits.target_bytes:
            self._refuse(target_too_long(limits))
        # Rarely true: the sum over all headers is only worth its time for large heads.
        if self._fed + self._slice > limits.header_bytes:
            self._check_head_size(headers)
        if len(headers) + self._repeats > limits.header_count:
            self._refuse(headers_too_large(limits))
        self._repeats = 0
        method = self._parser.get_method()
        if target[0] == _SLASH and b"#" not in target:
            raw_path, _, query = target.partition(b"?")
            path = raw_path.decode("ascii")
        else:
            path, query = self._rarer_target(target, method, headers)
        connection = b""
        if not self._parser.should_keep_alive():
            connection = CLOSE
        if connection or b"connection" in headers or b"host" not in headers:
            connection = self._check_version(headers, connection)
        self._request = Request(
            _METHODS.get(method) or method.decode("ascii"),
            path,
            query,
            headers,
            self._peer,
            b"",
            connection,
        )
        if b"content-length" in headers or b"transfer-encoding" in headers:
            self.phase = _BODY
            self._fed = 0
            self.since = self._tick.now
            self._expect_body(headers)

    def on_body(self, data: bytes) -> None:
        """Take a piece of the body, chunked or not."""
        self._body_size += len(data)
        if self._body_size > self._limits.body_bytes:
            self._refuse(body_too_large(self._limits))
        self._parts.append(data)

    def on_message_complete(self) -> None:
        """Deliver the request."""
        request = self._request
        parts = self._parts
        if parts:
            request.body = parts[0] if len(parts) == 1 else b"".join(parts)
            self._parts = []
            self._body_size = 0
            self.awaits_continue = False
            if b"content-encoding" in request.headers:
                self._undo_coding(request)
            elif self._whole:
                self._heads.learn(self._whole, request)
        self._whole = b""
        if self._headers:
            self._headers = {}  # trailers: RFC 9110 §6.5.1, not to be merged
            self._repeats = 0
        self.phase = _IDLE
        self._fed = 0
        self.since = self._tick.now
        self._deliver(request)

    # The rarer cases

    def _rarer_target(
        self, target: bytes, method: bytes, headers: dict[bytes, bytes]
    ) -> tuple[str, bytes]:
        try:
            path, query, authority = split_target(target)
        except RefusedError as refusal:
            self._refuse(connect_refused() if method == b"CONNECT" else refusal)
        if authority is not None:
            headers[b"host"] = authority  # RFC 9112 §3.2.2
        return path, query

    def _repeat(self, name: bytes, value: bytes) -> None:
        if name == b"host":
            # RFC 9112 §3.2: more than one Host is a 400.
            self._refuse(RefusedError(400, "The request names two hosts"))
        self._repeats += 1
        # RFC 6265bis §5.8.3 for cookies, RFC 9110 §5.3 for all else.
        joint = b"; " if name == b"cookie" else b", "
        self._headers[name] += joint + value

    def _check_version(self, headers: dict[bytes, bytes], connection: bytes) -> bytes:
        version = self._parser.get_http_version()
        if version == "1.1":
            if b"host" not in headers:
                self._refuse(RefusedError(400, "The Host header is missing"))
            return connection
        if version != "1.0":
            self._refuse(
                RefusedError(505, "The HTTP version is not spoken", "Send HTTP/1.1.")
            )
        if b"transfer-encoding" in headers:
            # RFC 9112 §6.1: its framing is to be treated as faulty.
            self._refuse(RefusedError(400, "HTTP/1.0 has no Transfer-Encoding"))
        return connection or _KEEP

    def _expect_body(self, headers: dict[bytes, bytes]) -> None:
        coding = headers.get(b"transfer-encoding")
        if coding is not None and coding.lower() != b"chunked":
            self._refuse(
                RefusedError(501, "The transfer coding is not known", "Send chunked.")
            )
        length = headers.get(b"content-length")
        if length is not None and int(length) > self._limits.body_bytes:
            self._refuse(body_too_large(self._limits))
        try:
            check_coding(headers.get(b"content-encoding", b""))
        except RefusedError as refusal:
            self._refuse(refusal)
        expected = headers.get(b"expect")
        if expected is None:
            return
        if expected.lower() != b"100-continue":
            self._refuse(RefusedError(417, "The expectation is not known"))
        # RFC 9110 §10.1.1: an HTTP/1.0 client would not understand a 100.
        self.awaits_continue = self._parser.get_http_version() == "1.1"

    def _undo_coding(self, request: Request) -> None:
        coding = request.headers[b"content-encoding"]
        try:
            request.body = decoded(request.body, coding, self._limits.unzipped_bytes)
        except RefusedError as refusal:
            if refusal.status != 400 or not self._takes_unreadable(request.path):
                self._refuse(refusal)
            # Its end is known: the connection can go on.
            request.body, request.method = b"", UNREADABLE

    def _check_head_size(self, headers: dict[bytes, bytes]) -> None:
        size = sum(len(name) + len(value) + 4 for name, value in headers.items())
        if size > self._limits.header_bytes:
            self._refuse(headers_too_large(self._limits))

    def _check_unfinished(self) -> None:
        limits = self._limits
        if self.phase is _BODY:
            # A chunk of one byte costs six on the wire; more than eight is an abuse.
            if self._fed > 8 * limits.body_bytes + limits.header_bytes:
                raise body_too_large(limits)
        elif len(self._url) > limits.target_bytes:
            raise target_too_long(limits)
        elif self._fed > limits.header_bytes + limits.target_bytes:
            raise headers_too_large(limits)

    def _refuse(self, refusal: RefusedError) -> NoReturn:
        # llhttp stops at an exception but hides it: it is kept for _explain.
        self._refusal = refusal
        raise refusal

    def _explain(self, error: httptools.HttpParserError, data: bytes) -> Exception:
        if self._refusal is not None:
            return self._refusal
        if isinstance(error, httptools.HttpParserCallbackError):
            return RuntimeError("a parser callback failed")
        if isinstance(error, httptools.HttpParserInvalidMethodError) and _is_method(
            data
        ):
            return RefusedError(501, "The method is not known")
        return RefusedError(400, "The request cannot be read", str(error))


def _is_method(data: bytes) -> bool:
    """Whether the bytes begin like a request of which only the method is foreign."""
    method, _, rest = data.partition(b" ")
    # A known method here means that a later request of the same bytes is at fault.
    return (
        0 < len(method) <= 32
        and method not in _METHODS
        and _TOKEN.issuperset(method)
        and b" HTTP/1." in rest
    )
