"""The request target in its three forms that an origin server answers."""

from typing import NamedTuple

from toile.edge.server.refusal import RefusedError


class Target(NamedTuple):
    """Where a request goes; ``authority`` only when the client named one in it."""

    path: str
    query: bytes
    authority: bytes | None = None


def split_target(raw: bytes) -> Target:
    """Read an origin-form, absolute-form or asterisk-form target (RFC 9112 §3.2)."""
    target = raw.partition(b"#")[0] if b"#" in raw else raw
    authority = None
    if not target.startswith(b"/"):
        if target == b"*":
            return Target("*", b"")
        authority, target = _split_absolute(target)
    path, _, query = target.partition(b"?")
    return Target(path.decode("ascii"), query, authority)


def _split_absolute(target: bytes) -> tuple[bytes, bytes]:
    scheme, separator, rest = target.partition(b"://")
    if not separator or scheme.lower() not in {b"http", b"https"}:
        raise RefusedError(
            400, "The request target cannot be read", "Send a path that begins with /."
        )
    ends = [at for at in (rest.find(b"/"), rest.find(b"?")) if at >= 0]
    end = min(ends, default=len(rest))
    tail = rest[end:]
    return rest[:end], tail if tail.startswith(b"/") else b"/" + tail
