"""Heads that were read before: a machine that posts sends the same one each time.

The callbacks of a parser cost more than most answers do. Where the very bytes of a head
have been read and found good, they need not be read again: its body's length is known,
and what came is either exactly that request or goes the long way.
"""

from typing import Final

from toile.edge.server.request import Request

_END: Final = b"\r\n\r\n"
_KEPT: Final = 4_096
"""Heads differ by the length of the body: some hundreds for each exchange."""

_LONGEST: Final = 1_024
_FRAMING: Final = (
    b"transfer-encoding",
    b"content-encoding",
    b"connection",
    b"expect",
    b"upgrade",
    b"cookie",
)
"""What makes a request one of a kind, or its framing another than its length's."""


class _Head:
    __slots__ = ("headers", "length", "method", "path", "query")

    def __init__(self, request: Request, length: int) -> None:
        self.method = request.method
        self.path = request.path
        self.query = request.query
        self.headers = request.headers
        self.length = length


class Heads:
    """Remembers, for all connections of a process, heads of requests with a body.

    Of two generations the older is forgotten when the younger is full, so that no
    client can push out what is in use, nor fill the memory.
    """

    __slots__ = ("_old", "_young")

    def __init__(self) -> None:
        self._young: dict[bytes, _Head] = {}
        self._old: dict[bytes, _Head] = {}

    def recognise(self, data: bytes, peer: str) -> Request | None:
        """Make the request that ``data`` is, if it is exactly one with a known head."""
        end = data.find(_END)
        text = data[:end]
        head = self._young.get(text)
        if head is None:
            head = self._old.get(text)
            if head is None:
                return None
            self._put(text, head)
        end += len(_END)
        if len(data) - end != head.length:
            return None
        # Handlers only read headers: all requests of this head share them.
        return Request(
            head.method, head.path, head.query, head.headers, peer, data[end:]
        )

    def learn(self, data: bytes, request: Request) -> None:
        """Remember the head of a request that was read, and was all of ``data``."""
        headers = request.headers
        length = len(request.body)
        end = len(data) - length - len(_END)
        if (
            0 < end <= _LONGEST
            and data.find(_END) == end
            and not request.connection
            and headers.get(b"content-length") == b"%d" % length
            and not any(name in headers for name in _FRAMING)
        ):
            self._put(data[:end], _Head(request, length))

    def _put(self, text: bytes, head: _Head) -> None:
        if len(self._young) >= _KEPT:
            self._old = self._young
            self._young = {}
        self._young[text] = head

    def __len__(self) -> int:
        return len(self._young) + len(self._old)
