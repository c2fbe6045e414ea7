"""Deletion requests of other companies (DDRF), with real signatures of both kinds."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from toile.ops import ceremony
from toile.pool.deletion import DeletionResult, jws
from toile.wire.events import Erasure
from toile.wire.ids import new_tid
from toile.wire.tokens import ReceiptToken

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

CINEMA, VENDOR = "leroyal.example", "vendor.example"
DAY = 86_400


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def jwk(key: Key, kid: str) -> dict[str, str]:
    """Write a public key down, as its owner publishes it."""
    if isinstance(key, rsa.RSAPrivateKey):
        numbers = key.public_key().public_numbers()
        n, e = text(numbers.n.to_bytes(256)), text(numbers.e.to_bytes(3))
        return {"kty": "RSA", "n": n, "e": e, "alg": "RS256", "kid": kid}
    point = key.public_key().public_numbers()
    x, y = (text(n.to_bytes(32)) for n in (point.x, point.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y, "alg": "ES256", "kid": kid}


def sign(key: Key, claims: dict[str, Any], **header: Any) -> str:
    """Sign as RFC 7515 says, by code of this test alone."""
    alg = "RS256" if isinstance(key, rsa.RSAPrivateKey) else "ES256"
    head = {"typ": "JWT", "alg": alg, **header}
    said = ".".join(text(json.dumps(part).encode()) for part in (head, claims))
    if isinstance(key, rsa.RSAPrivateKey):
        made = key.sign(said.encode(), padding.PKCS1v15(), SHA256())
    else:
        r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(SHA256())))
        made = r.to_bytes(32) + s.to_bytes(32)
    return f"{said}.{text(made)}"


@pytest.fixture(scope="module")
def cinema() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="module")
def vendor() -> Key:
    return rsa.generate_private_key(65_537, 2048)


@pytest.fixture
def edge(make_house: Any, cinema: Key, vendor: Key, tmp_path: Any) -> Iterator[Any]:
    """An edge that trusts a cinema's site and a vendor."""
    trusted = {
        CINEMA: {"keys": [jwk(cinema, "c1")]},
        VENDOR: {"keys": [jwk(vendor, "v1")]},
    }
    path = tmp_path / "issuers.json"
    path.write_text(json.dumps(trusted))
    house = make_house(TOILE_DELETION_ISSUERS=str(path))
    with house.open() as opened:
        yield opened


@pytest.fixture
def chain(edge: Any, cinema: Key, vendor: Key, now: int) -> Callable[..., str]:
    """Write a request about Camille's receipt; anything of it may be changed."""

    def write(
        identity: dict[str, Any] | None = None,
        request: dict[str, Any] | None = None,
        sub: dict[str, Any] | None = None,
        signers: tuple[Key, Key] = (cinema, vendor),
        value: str | None = None,
    ) -> str:
        house, at = edge.house, now // 1_000
        receipt = ReceiptToken(
            expires_ms=now + DAY * 1_000,
            sid=house.sid,
            site=house.royal.id,
            given_ms=now - 1_000,
        )
        about = {
            "identifierValue": value or house.receipts.seal(receipt),
            "identifierType": "toile-receipt",
            "identifierFormat": "sealed",
        }
        claims = {
            "version": "1.0",
            "jti": "id-1",
            "iss": CINEMA,
            "iat": at - 5,
            "sub": about | (sub or {}),
        }
        inner = sign(signers[0], claims | (identity or {}), kid="c1")
        asked = {
            "version": "1.0",
            "jti": "rq-1",
            "iss": VENDOR,
            "iat": at,
            "idJWT": inner,
        }
        return sign(signers[1], asked | (request or {}), kid="v1")

    return write


def post(edge: Any, token: str | bytes, kind: str = "application/jwt") -> Any:
    body = token.encode() if isinstance(token, str) else token
    return edge.ask("POST", "/dsrdelete", {"Content-Type": kind}, body)


def acknowledged(edge: Any, reply: Any) -> dict[str, Any]:
    """Verify an acknowledgement with the key that the file publishes."""
    key = jws.key_of(edge.get("/dsrdelete.json").json["publicKey"][0])
    parts = jws.read(reply.json["acJWT"])
    assert jws.holds(parts, key)
    claims: dict[str, Any] = json.loads(parts.claims)
    return claims


def refused(edge: Any, reply: Any, result: DeletionResult) -> None:
    assert reply.status == 400
    assert acknowledged(edge, reply)["raResultCode"] == result
    assert edge.counted("dsrdelete", result.name.lower()) == 1
    assert edge.written("pool") == []


def test_the_file_says_where_and_by_which_identifier(edge: Any) -> None:
    reply = edge.get("/dsrdelete.json")
    assert reply.headers["content-type"] == "application/json"
    told = reply.json
    assert told["endpoint"] == "https://pool.example/dsrdelete"
    assert told["identifiers"] == [
        {"id": 1, "type": "toile-receipt", "format": "sealed"}
    ]
    assert told["vendorScriptRequirement"] is False
    # An array of JWKs, each public alone (DDRF, dsrdelete.json; RFC 7517).
    (key,) = told["publicKey"]
    assert "d" not in key


@pytest.mark.parametrize("as_json", [False, True])
def test_a_request_that_holds_erases(edge: Any, chain: Any, as_json: bool) -> None:
    token = chain()
    if as_json:
        reply = post(edge, json.dumps({"rqJWT": token}), "application/json")
    else:
        reply = post(edge, token)
    assert reply.status == 202
    claims = acknowledged(edge, reply)
    assert (claims["raResultCode"], claims["rqJWT"]) == (0, token)
    assert claims["iss"] == "pool.example"
    (event,) = edge.on_disk("pool")
    assert isinstance(event, Erasure)
    assert event.sid == edge.house.sid
    assert event.number in claims["raResultString"]


def test_a_requester_may_name_what_the_first_party_calls_otherwise(
    edge: Any, chain: Any
) -> None:
    inner = json.loads(jws.read(chain()).claims)["idJWT"]
    ours = json.loads(jws.read(inner).claims)["sub"]
    theirs = {"identifierValue": "28f6dc", "identifierType": "email"}
    assert post(edge, chain(sub=theirs)).status == 400
    assert post(edge, chain(sub=theirs, request={"sub": ours})).status == 202
    (event,) = edge.on_disk("pool")
    assert event.sid == edge.house.sid


def test_what_was_signed_before_a_renewal_can_be_verified_still(
    edge: Any, chain: Any, now: int
) -> None:
    reply = post(edge, chain())
    before = edge.get("/dsrdelete.json").json["publicKey"]
    ceremony.renew_receipts(edge.house.settings, now)
    edge.refresh()
    after = edge.get("/dsrdelete.json").json["publicKey"]
    assert after[1:] == before
    assert jws.holds(jws.read(reply.json["acJWT"]), jws.key_of(after[1]))


def test_the_same_request_again_has_the_same_number(edge: Any, chain: Any) -> None:
    token = chain()
    numbers = set()
    for _ in range(2):
        assert post(edge, token).status == 202
    numbers = {event.number for event in edge.on_disk("pool")}
    assert len(numbers) == 1
    assert post(edge, chain(request={"jti": "rq-2"})).status == 202
    assert len({event.number for event in edge.on_disk("pool")}) == 2


def test_an_identifier_of_nobody_is_accepted_alike(edge: Any, chain: Any) -> None:
    known, unknown = post(edge, chain()), post(edge, chain(value="A" * 120))
    other = ReceiptToken(
        expires_ms=1, sid=edge.house.identity.sid(new_tid()), site="x", given_ms=1
    )
    erased = post(edge, chain(value=edge.house.receipts.seal(other)))
    told = [acknowledged(edge, reply) for reply in (known, unknown, erased)]
    assert {(reply.status) for reply in (known, unknown, erased)} == {202}
    for claims in told:
        for name in ("jti", "rqJWT"):
            claims.pop(name)
    assert {claims.pop("iat") for claims in told}
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/jwt"),
        (b"\xff\xfe", "application/jwt"),
        (b"{}", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"a" * 20_000, "application/jwt"),
    ],
)
def test_a_body_without_a_request_is_malformed(
    edge: Any, body: bytes, kind: str
) -> None:
    refused(edge, post(edge, body, kind), DeletionResult.MALFORMED)


@pytest.mark.parametrize("token", ["a", "a.b.c", "..", "e30.e30.", "e30=.e30=.AA=="])
def test_what_is_no_token_is_invalid(edge: Any, token: str) -> None:
    refused(edge, post(edge, token), DeletionResult.INVALID_JWT)


@pytest.mark.parametrize(
    "changed",
    [
        {"request": {"iat": "now"}},
        {"request": {"idJWT": None}},
        {"request": {"iss": 7}},
        {"identity": {"jti": None}},
        {"identity": {"sub": "me"}},
        {"sub": {"identifierValue": 5}},
    ],
)
def test_a_claim_of_another_kind_is_invalid(
    edge: Any, chain: Any, changed: Any
) -> None:
    refused(edge, post(edge, chain(**changed)), DeletionResult.INVALID_JWT)


def test_a_stranger_signs_for_nobody(
    edge: Any, chain: Any, cinema: Key, vendor: Key
) -> None:
    stranger = ec.generate_private_key(ec.SECP256R1())
    for signers in ((stranger, vendor), (cinema, stranger), (vendor, cinema)):
        reply = post(edge, chain(signers=signers))
        assert reply.status == 400
        assert acknowledged(edge, reply)["raResultCode"] == 2
    for changed in (
        {"identity": {"iss": VENDOR}},
        {"request": {"iss": "other.example"}},
    ):
        assert acknowledged(edge, post(edge, chain(**changed)))["raResultCode"] == 2
    assert edge.written("pool") == []


def test_no_signature_and_no_other_algorithm_will_do(
    edge: Any, chain: Any, vendor: Key
) -> None:
    head, claims, signature = chain().split(".")
    none = text(b'{"alg":"none","kid":"v1"}')
    # The well-known confusion: the public key as the secret of a symmetric signature.
    same = text(b'{"alg":"HS256","kid":"v1"}')
    for token in (
        f"{none}.{claims}.",
        f"{none}.{claims}.{signature}",
        f"{same}.{claims}.{signature}",
        f"{head}.{claims}.{text(bytes(256))}",
    ):
        reply = post(edge, token)
        assert acknowledged(edge, reply)["raResultCode"] == 2, token[:40]
    assert edge.written("pool") == []


def test_other_identifiers_are_refused_by_type_and_by_form(
    edge: Any, chain: Any
) -> None:
    for sub, result in (
        ({"identifierType": "cookie"}, DeletionResult.UNSUPPORTED_TYPE),
        ({"identifierFormat": "sha256"}, DeletionResult.BAD_FORMAT),
        ({"identifierValue": "short"}, DeletionResult.BAD_FORMAT),
        ({"identifierValue": "é" * 100}, DeletionResult.BAD_FORMAT),
    ):
        reply = post(edge, chain(sub=sub))
        assert reply.status == 400
        assert acknowledged(edge, reply)["raResultCode"] == result


@pytest.mark.parametrize(
    ("asked", "identity"),
    [(600, 0), (0, 600), (-8 * DAY, -8 * DAY), (0, -8 * DAY), (-60, -30), (10**30, 0)],
)
def test_a_request_out_of_time_is_refused(
    edge: Any, chain: Any, now: int, asked: int, identity: int
) -> None:
    at = now // 1_000
    token = chain(request={"iat": at + asked}, identity={"iat": at + identity})
    refused(edge, post(edge, token), DeletionResult.BAD_TIME)


def test_a_request_that_cannot_be_written_is_not_accepted(
    edge: Any, chain: Any
) -> None:
    edge.house.break_journal("pool")
    assert post(edge, chain()).status == 503


def test_without_a_file_of_keys_nobody_is_trusted(
    house: Any, vendor: Key, now: int
) -> None:
    claims = {"version": "1.0", "jti": "1", "iss": VENDOR, "iat": now // 1_000}
    with house.open() as edge:
        reply = post(edge, sign(vendor, claims | {"idJWT": "a.b.c"}, kid="v1"))
        refused(edge, reply, DeletionResult.BAD_SIGNATURE)


@pytest.mark.parametrize(
    "content",
    [
        "{",
        '{"a": {"keys": [{"kty": "oct", "k": "AA"}]}}',
        '{"a": {"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}]}}',
        '{"a": {"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}]}}',
    ],
)
def test_a_file_of_no_keys_stops_the_edge_with_its_name(
    make_house: Any, tmp_path: Any, content: str
) -> None:
    path = tmp_path / "issuers.json"
    path.write_text(content)
    house = make_house(TOILE_DELETION_ISSUERS=str(path))
    with pytest.raises(Exception, match="TOILE_DELETION_ISSUERS"), house.open():
        pass


def test_our_key_stays_the_same(house: Any) -> None:
    told = []
    for _ in range(2):
        with house.open() as edge:
            told.append(edge.get("/dsrdelete.json").body)
    assert told[0] == told[1]
    assert msgspec.json.decode(told[0])["publicKey"][0]["kid"]
