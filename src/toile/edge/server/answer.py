"""What a handler gives back: an answer's bytes, now, at the turn's end, or durable."""

import asyncio
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

import msgspec

from toile.edge.server.request import Request
from toile.wire.errors import Problem

Header = tuple[bytes, bytes]

_STATUS_LINES = {
    status.value: b"HTTP/1.1 %d %b\r\n" % (status.value, status.phrase.encode())
    for status in HTTPStatus
}
_encode = msgspec.json.Encoder().encode


class WhenDurable(msgspec.Struct, frozen=True):
    """An answer held back until the journal has the event on disk.

    ``otherwise`` leaves instead when ``durable`` fails or is not done in time.
    """

    durable: asyncio.Future[None]
    answer: bytes
    otherwise: bytes


class Later:
    """An answer that is worked out at the end of the loop's turn, with all like it.

    What takes hundreds of calls finds their code cold where other requests came in
    between: it takes half the time where many go through it step by step. ``work``
    gets all of a turn, and sets each one's ``answer``.
    """

    __slots__ = ("answer", "settle", "work")

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.answer = b""
        self.settle: Callable[[Later], None]
        """Of the server, which calls it once the work is done."""


Work = Callable[[list[Any]], None]
Answer = bytes | WhenDurable | Later
Handler = Callable[[Request], Answer]


def response(
    status: int, body: bytes = b"", *, headers: Sequence[Header] = ()
) -> bytes:
    """The bytes of an answer; the server adds Date and Connection as it sends them."""
    line = _STATUS_LINES.get(status)
    if line is None:
        raise ValueError(f"{status} is not an HTTP status")
    block = b"".join([b"%b: %b\r\n" % header for header in headers])
    lines = len(headers)
    if block.count(b"\r") != lines or block.count(b"\n") != lines or b"\0" in block:
        raise ValueError("a header holds a line break or a NUL")
    # RFC 9110 §8.6: no Content-Length in a 1xx or 204; a 304 has none of its own.
    if status in {204, 304} or status < 200:
        if body:
            raise ValueError(f"a {status} answer has no body")
        return b"%b%b\r\n" % (line, block)
    return b"%b%bContent-Length: %d\r\n\r\n%b" % (line, block, len(body), body)


def problem(
    status: int,
    title: str,
    detail: str = "",
    *,
    code: str | None = None,
    field: str | None = None,
    headers: Sequence[Header] = (),
) -> bytes:
    """The bytes of a problem document (RFC 9457)."""
    document = Problem(
        status=status, title=title, detail=detail, field=field, code=code
    )
    media_type = (b"Content-Type", b"application/problem+json")
    return response(status, _encode(document), headers=[media_type, *headers])


FAILED = problem(500, "The server failed", "It has been logged; try again.")
