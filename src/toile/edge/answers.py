"""Answers that several doors give: the 43-byte GIF, empty, JSON, cookies, CORS."""

from functools import lru_cache

import msgspec

from toile.consent import LIFETIME_SECONDS
from toile.edge.server import Request, problem, response
from toile.wire.ids import to_cookie

Headers = tuple[tuple[bytes, bytes], ...]

_GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00"
    b"\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
_NO_STORE = (b"Cache-Control", b"no-store")

_ORIGINS_KEPT = 4_096

OPTOUT_COOKIE = "optout"
OPTOUT_SECONDS = 400 * 86_400
"""As long as browsers keep a cookie (RFC 6265bis §5.5); each look renews it."""

_OBJECTS = "1"

_json = msgspec.json.Encoder()


def gif(headers: Headers = ()) -> bytes:
    """Answer with the transparent pixel; never cached, for each one counts."""
    kind = (b"Content-Type", b"image/gif")
    return response(200, _GIF, headers=(kind, _NO_STORE, *headers))


def empty(headers: Headers = ()) -> bytes:
    """Answer 204."""
    return response(204, headers=(_NO_STORE, *headers))


def uncounted(_request: Request) -> bytes:
    """Answer HEAD where GET counts: nothing is written, nothing is set."""
    return empty()


def json(body: msgspec.Struct, headers: Headers = ()) -> bytes:
    """Answer 200 with a JSON body."""
    kind = (b"Content-Type", b"application/json")
    return response(200, _json.encode(body), headers=(kind, _NO_STORE, *headers))


def json_for(origin: str, body: msgspec.Struct) -> bytes:
    """Answer a page of an origin with JSON; the head is written once an origin."""
    content = _json.encode(body)
    return b"%bContent-Length: %d\r\n\r\n%b" % (
        _head_for(origin),
        len(content),
        content,
    )


@lru_cache(_ORIGINS_KEPT)
def empty_for(origin: str) -> bytes:
    """Answer a page of an origin with 204; written once an origin."""
    return empty(shared_with(origin))


@lru_cache(_ORIGINS_KEPT)
def unavailable(headers: Headers = (), code: str = "journal_unavailable") -> bytes:
    """Answer 503: what was asked could not be written or known, so it was not done."""
    return problem(
        503,
        "Service unavailable",
        "This cannot be done at the moment, so it was not; try again later.",
        code=code,
        headers=((b"Retry-After", b"5"), *headers),
    )


def shared_with(origin: str) -> Headers:
    """Let a page of this origin read the answer to a request with cookies (CORS)."""
    return (
        (b"Access-Control-Allow-Origin", origin.encode("latin-1")),
        (b"Access-Control-Allow-Credentials", b"true"),
        (b"Vary", b"Origin"),
    )


@lru_cache(_ORIGINS_KEPT)
def _head_for(origin: str) -> bytes:
    kind = (b"Content-Type", b"application/json")
    whole = response(200, headers=(kind, _NO_STORE, *shared_with(origin)))
    return whole[: whole.index(b"Content-Length:")]


def redirect(address: str, headers: Headers = ()) -> bytes:
    """Send a browser on; the place it leaves stays unsaid."""
    private = (b"Referrer-Policy", b"no-referrer")
    location = (b"Location", address.encode("ascii"))
    return response(302, headers=(location, _NO_STORE, private, *headers))


def set_cookie(
    name: str, identifier: bytes, seconds: int = LIFETIME_SECONDS, path: str = "/"
) -> tuple[bytes, bytes]:
    """Set an id, for six months at most (SPECS §4: the cross-site cookie)."""
    return _written(name, to_cookie(identifier), seconds, path)


def drop_cookie(name: str, path: str = "/") -> tuple[bytes, bytes]:
    """Make the browser forget an id."""
    return _written(name, "", 0, path)


def _written(name: str, value: str, seconds: int, path: str) -> tuple[bytes, bytes]:
    attributes = f"Max-Age={seconds}; Path={path}; Secure; HttpOnly; SameSite=None"
    return b"Set-Cookie", f"{name}={value}; {attributes}".encode("ascii")


def origin_of(request: Request) -> str:
    """Read the web origin of the asking page: ``Origin``, else that of ``Referer``."""
    origin = request.header(b"origin")
    return _text(origin) if origin else _origin_in(request.header(b"referer"))


def says_gpc(request: Request) -> bool:
    """Tell whether the browser asks not to be tracked (Global Privacy Control)."""
    return request.header(b"sec-gpc") == b"1"


def objects(request: Request) -> bool:
    """Tell whether this browser's person has objected (GDPR art. 21)."""
    return request.cookie(OPTOUT_COOKIE) == _OBJECTS


def set_optout() -> tuple[bytes, bytes]:
    """Keep an objection: the same word for everybody, so that it names nobody."""
    return _written(OPTOUT_COOKIE, _OBJECTS, OPTOUT_SECONDS, "/")


@lru_cache(_ORIGINS_KEPT)
def _text(origin: bytes) -> str:
    return origin.decode("latin-1")


# Browsers cut the referrer of a foreign host to its origin, so that few differ.
@lru_cache(_ORIGINS_KEPT)
def _origin_in(referer: bytes) -> str:
    return _text(b"/".join(referer.split(b"/", 3)[:3]))
