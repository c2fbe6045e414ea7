"""GET /dsrdelete.json and POST /dsrdelete: deletion requests of other companies (DDRF).

Each answer is signed (acJWT): 202 once the erasure is on disk, 400 with a code. Whether
the identifier was known is not told.
"""

from urllib.parse import urlsplit

import msgspec

from toile.edge import answers
from toile.edge.pool.wing import PoolWing, receipt_in
from toile.edge.server import Answer, Request, WhenDurable, response
from toile.pool.custody import KeysInForce
from toile.pool.deletion import (
    DeletionResult,
    Issuers,
    Refused,
    Signer,
    judge,
    published,
)
from toile.wire.clock import MS_A_SECOND, now_ms
from toile.wire.events import Erasure
from toile.wire.ids import new_ulid

FILE_PATH, PATH = "/dsrdelete.json", "/dsrdelete"

_DOOR = "dsrdelete"
_VERSION = "1.0"
_LONGEST = 16_384


class _Posted(msgspec.Struct):
    rq_jwt: str = msgspec.field(name="rqJWT")


_decoder = msgspec.json.Decoder(_Posted)


class Deletion(msgspec.Struct, frozen=True):
    """What requests are judged and answered with."""

    issuers: Issuers
    keys: KeysInForce
    pool_url: str

    @property
    def secret(self) -> bytes:
        """What requests are numbered with: the union's key of receipts."""
        return self.keys.keys.receipt

    @property
    def signer(self) -> Signer:
        """What signs, with a key made from the same."""
        return Signer(self.secret)

    @property
    def host(self) -> str:
        """Who we are to those who ask."""
        return urlsplit(self.pool_url).hostname or ""


def file(wing: PoolWing, request: Request, deletion: Deletion) -> Answer:
    """Tell where and by which identifier deletion may be asked for (DDRF)."""
    held = deletion.keys.keys
    before = (Signer(each.key) for each in held.receipts_before)
    endpoint = f"{deletion.pool_url}{PATH}"
    return answers.json(published(endpoint, deletion.signer, *before))


def delete(wing: PoolWing, request: Request, deletion: Deletion) -> Answer:
    """Take a deletion request in: 202 and a signed acknowledgement, or 400 with one."""
    now = now_ms()
    token = _token(request)
    if token is None:
        why = "post the rqJWT as application/jwt, or as JSON under rqJWT"
        return _refuse(wing, deletion, "", Refused(DeletionResult.MALFORMED, why))
    judged = judge(token, deletion.issuers, deletion.secret, now)
    if isinstance(judged, Refused):
        return _refuse(wing, deletion, token, judged)
    receipt = receipt_in(wing, judged.value)
    sid = None if receipt is None else receipt.sid
    wing.counters.count(_DOOR, "accepted")
    durable = wing.journal.append(
        Erasure(id=new_ulid(now), at_ms=now, sid=sid, number=judged.number)
    )
    why = f"erased within a day; its state: {deletion.pool_url}/me/erasures/"
    done = Refused(DeletionResult.ACCEPTED, why + judged.number)
    return WhenDurable(
        durable, _acknowledged(202, deletion, token, done), answers.unavailable()
    )


def _token(request: Request) -> str | None:
    kind = request.header(b"content-type").partition(b";")[0].strip().lower()
    if len(request.body) > _LONGEST:
        return None
    try:
        if kind == b"application/jwt":
            return request.body.decode("ascii").strip() or None
        return _decoder.decode(request.body).rq_jwt
    except (ValueError, RecursionError):
        return None


def _refuse(wing: PoolWing, deletion: Deletion, token: str, refused: Refused) -> bytes:
    wing.counters.count(_DOOR, refused.result.name.lower())
    return _acknowledged(400, deletion, token, refused)


def _acknowledged(
    status: int, deletion: Deletion, token: str, outcome: Refused
) -> bytes:
    now = now_ms()
    claims = {
        "version": _VERSION,
        "jti": new_ulid(now),
        "iss": deletion.host,
        "iat": now // MS_A_SECOND,
        "rqJWT": token,
        "raResultCode": outcome.result.value,
        "raResultString": outcome.why,
    }
    body = msgspec.json.encode({"acJWT": deletion.signer.sign(claims)})
    headers = (
        (b"Content-Type", b"application/json"),
        (b"Cache-Control", b"no-store"),
    )
    return response(status, body, headers=headers)
