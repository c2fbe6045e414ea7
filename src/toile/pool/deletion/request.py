"""Judging a deletion request: an identity token inside a request token (SPECS §8).

The first party signs the identity (idJWT), whoever asks signs the request around it
(rqJWT). Both must be trusted, recent, and of one of our identifiers. An identifier that
we do not know is accepted like one we do: nobody learns which is which.
"""

import hashlib
import re
from typing import Protocol, TypeVar

import msgspec

from toile.pool.acknowledged import number_from
from toile.pool.deletion import jws
from toile.pool.deletion.issuers import Issuers
from toile.pool.deletion.result import DeletionResult
from toile.wire.clock import MS_A_DAY, MS_A_SECOND

TYPE, FORMAT = "toile-receipt", "sealed"
"""The one identifier that a first party can read: our pixel keeps it in its storage."""

OLDEST_MS = 7 * MS_A_DAY
"""A chain of requesters may take days; what is older has to be asked for anew."""

_AHEAD_MS = 300 * MS_A_SECOND
_SEALED = re.compile(r"[A-Za-z0-9_-]{64,1024}")


class Subject(msgspec.Struct, frozen=True, rename="camel"):
    """Which identifier a request is about."""

    identifier_value: str
    identifier_type: str
    identifier_format: str


class Identity(msgspec.Struct, frozen=True):
    """The claims of an idJWT, signed by the first party."""

    version: str
    jti: str
    iss: str
    iat: int
    sub: Subject


class Request(msgspec.Struct, frozen=True):
    """The claims of an rqJWT, signed by whoever asks."""

    version: str
    jti: str
    iss: str
    iat: int
    identity: str = msgspec.field(name="idJWT")
    sub: Subject | None = None
    """The identifier as we know it, where the first party's own is another."""


class Accepted(msgspec.Struct, frozen=True):
    """A request that holds: the identifier, and the number it is looked up by."""

    value: str
    number: str


class Refused(msgspec.Struct, frozen=True):
    """A request that does not, and why in words for its sender's developer."""

    result: DeletionResult
    why: str


class _Claims(Protocol):
    @property
    def iss(self) -> str: ...
    @property
    def iat(self) -> int: ...


Claims = TypeVar("Claims", bound=_Claims)


def judge(
    token: str, issuers: Issuers, secret: bytes, now_ms: int
) -> Accepted | Refused:
    """Judge an rqJWT; ``secret`` keys the number, so that none can be worked out."""
    asked = _read("rqJWT", token, Request, issuers)
    if isinstance(asked, Refused):
        return asked
    identity = _read("idJWT", asked.identity, Identity, issuers)
    if isinstance(identity, Refused):
        return identity
    late = _late(asked.iat, identity.iat, now_ms)
    if late:
        return Refused(DeletionResult.BAD_TIME, late)
    about = asked.sub or identity.sub
    if about.identifier_type != TYPE:
        return Refused(DeletionResult.UNSUPPORTED_TYPE, f"only {TYPE} is supported")
    if about.identifier_format != FORMAT:
        return Refused(DeletionResult.BAD_FORMAT, f"its format is {FORMAT}")
    if _SEALED.fullmatch(about.identifier_value) is None:
        return Refused(DeletionResult.BAD_FORMAT, "it is no receipt of the pixel's")
    # The same request gives the same number, so that to send it again does nothing.
    said = f"{asked.iss.lower()}\n{asked.jti}".encode()
    digest = hashlib.blake2b(said, digest_size=10, key=secret, person=b"toile ddrf")
    return Accepted(about.identifier_value, number_from(digest.digest()))


def _read(
    name: str, token: str, kind: type[Claims], issuers: Issuers
) -> Claims | Refused:
    try:
        parts = jws.read(token)
        claims = msgspec.json.decode(parts.claims, type=kind)
    # Brackets nested thousands deep end in a RecursionError.
    except (ValueError, RecursionError) as error:
        return Refused(DeletionResult.INVALID_JWT, f"{name}: {error}")
    if not issuers.signed(claims.iss, parts):
        why = f"{name}: no key that we hold of {claims.iss[:253]} made its signature"
        return Refused(DeletionResult.BAD_SIGNATURE, why)
    return claims


def _late(asked_s: int, identity_s: int, now_ms: int) -> str:
    """Tell what is wrong with the times, "" if nothing is."""
    for name, at_s in (("rqJWT", asked_s), ("idJWT", identity_s)):
        # Compared in seconds: a number may be of any size.
        if at_s > (now_ms + _AHEAD_MS) // MS_A_SECOND:
            return f"{name}: it was issued in the future"
        if at_s < (now_ms - OLDEST_MS) // MS_A_SECOND:
            return f"{name}: it was issued more than seven days ago"
    return "" if asked_s >= identity_s else "rqJWT: it is older than its idJWT"
