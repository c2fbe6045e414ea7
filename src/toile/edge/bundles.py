"""The browser scripts, as built from ``web/``: read once, compressed once."""

import gzip
import hashlib
from importlib import resources

import msgspec

from toile.edge.server import Request, response

_SCRIPT = (b"Content-Type", b"text/javascript; charset=utf-8")
# A cinema's visitors get a mended script within the hour.
_CACHED = (b"Cache-Control", b"public, max-age=3600")


class Bundle(msgspec.Struct, frozen=True):
    """A script ready to be sent, plain or compressed, or not at all."""

    plain: bytes
    compressed: bytes
    unchanged: bytes
    etag: bytes

    def answer(self, request: Request) -> bytes:
        """Answer a request for it."""
        if request.header(b"if-none-match") == self.etag:
            return self.unchanged
        if b"gzip" in request.header(b"accept-encoding"):
            return self.compressed
        return self.plain


def source(name: str) -> bytes:
    """Read a built file by name."""
    return resources.files(__package__).joinpath("bundles", name).read_bytes()


def names(folder: str) -> list[str]:
    """List the built files of a folder."""
    inside = resources.files(__package__).joinpath("bundles", folder).iterdir()
    return sorted(each.name for each in inside)


def script(body: bytes) -> Bundle:
    """Make a script ready to be sent."""
    # Weak: the plain and the compressed bytes stand for the same script.
    etag = b'W/"' + hashlib.sha256(body).hexdigest()[:24].encode() + b'"'
    shared = (
        _SCRIPT,
        _CACHED,
        (b"ETag", etag),
        (b"Vary", b"Accept-Encoding"),
        (b"Access-Control-Allow-Origin", b"*"),
        (b"Cross-Origin-Resource-Policy", b"cross-origin"),
    )
    return Bundle(
        plain=response(200, body, headers=shared),
        compressed=response(
            200,
            gzip.compress(body, 9, mtime=0),
            headers=((b"Content-Encoding", b"gzip"), *shared),
        ),
        unchanged=response(304, headers=shared),
        etag=etag,
    )
