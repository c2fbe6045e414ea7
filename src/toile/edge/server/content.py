"""Content codings: gzip, bounded after expansion so that a small bomb stays small."""

import zlib

from toile.edge.server.refusal import RefusedError

_GZIP = 16 + zlib.MAX_WBITS
_PLAIN = (b"", b"identity")
# RFC 9110 §8.4.1.3: x-gzip is gzip.
_GZIPPED = (b"gzip", b"x-gzip")


def check_coding(coding: bytes) -> None:
    """Refuse a Content-Encoding that cannot be undone, before its body is read."""
    if coding.lower() not in _PLAIN + _GZIPPED:
        raise RefusedError(
            415,
            "The content coding is not known",
            "Send the body plain or with Content-Encoding: gzip.",
            headers=((b"Accept-Encoding", b"gzip"),),  # RFC 9110 §15.5.16
        )


def decoded(body: bytes, coding: bytes, most: int) -> bytes:
    """The body without its coding, refused when it is longer than ``most`` bytes."""
    if coding.lower() in _PLAIN:
        return body
    stream = zlib.decompressobj(_GZIP)
    try:
        plain = stream.decompress(body, most + 1)
    except zlib.error as error:
        raise RefusedError(400, "The body is not gzip", str(error)) from error
    if len(plain) > most:
        raise RefusedError(
            413,
            "The body is too large once unzipped",
            f"It may hold {most} bytes after gunzip.",
        )
    if not stream.eof or stream.unused_data:
        raise RefusedError(
            400, "The body is not gzip", "It is cut short, or more follows its end."
        )
    return plain
