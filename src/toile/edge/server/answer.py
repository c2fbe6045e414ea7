"""What a handler gives back: the bytes of an answer, now or once it is durable."""

import asyncio
from collections.abc import Callable, Sequence
from http import HTTPStatus

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


Answer = bytes | WhenDurable
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
