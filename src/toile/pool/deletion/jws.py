"""Compact JSON Web Signatures by ES256 and RS256 (RFC 7515, RFC 7518 §3.3 and §3.4).

Two algorithms and nothing else: the key says which one, never the token alone.
"""

import base64
import binascii
import hashlib
from typing import Any, NamedTuple

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256

PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey

_HALF = 32
_LEAST_RSA_BITS = 2048
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Header(msgspec.Struct, frozen=True):
    """What a token says of its signature."""

    alg: str
    kid: str = ""


class Read(NamedTuple):
    """A token in its parts; nothing of it may be believed before it is verified."""

    header: Header
    claims: bytes
    signed: bytes
    signature: bytes


class Key(NamedTuple):
    """A public key, and the one algorithm it is good for."""

    kid: str
    alg: str
    public: PublicKey


def read(token: str) -> Read:
    """Take a token apart; raises ``ValueError`` for what is none."""
    parts = token.split(".")
    if len(parts) != 3:
        raise ValueError("it has not three parts")
    head, claims, signature = (_bytes(part) for part in parts)
    header = msgspec.json.decode(head, type=Header)
    signed = token.rpartition(".")[0].encode("ascii")
    return Read(header, claims, signed, signature)


def holds(read_token: Read, key: Key) -> bool:
    """Tell whether a key made a token's signature."""
    if read_token.header.alg != key.alg:
        return False
    try:
        if isinstance(key.public, rsa.RSAPublicKey):
            key.public.verify(
                read_token.signature, read_token.signed, padding.PKCS1v15(), SHA256()
            )
        else:
            key.public.verify(
                _der(read_token.signature), read_token.signed, ec.ECDSA(SHA256())
            )
    except (InvalidSignature, ValueError):
        return False
    return True


def key_of(jwk: dict[str, Any]) -> Key:
    """Read a public JSON Web Key (RFC 7517); raises ``ValueError`` for another kind."""
    kid, kind = str(jwk.get("kid", "")), jwk.get("kty")
    public: PublicKey
    if kind == "EC" and jwk.get("crv") == "P-256":
        x, y = (_number(jwk.get(name)) for name in "xy")
        numbers = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1())
        public, alg = numbers.public_key(), "ES256"
    elif kind == "RSA":
        numbers_ = rsa.RSAPublicNumbers(_number(jwk.get("e")), _number(jwk.get("n")))
        public, alg = numbers_.public_key(), "RS256"
        if public.key_size < _LEAST_RSA_BITS:
            raise ValueError(f"an RSA key of under {_LEAST_RSA_BITS} bits")
    else:
        raise ValueError("neither an EC key on P-256 nor an RSA key")
    if jwk.get("alg", alg) != alg:
        raise ValueError(f"a key for {jwk['alg']}, not {alg}")
    return Key(kid, alg, public)


class Signer:
    """Signs with a key made from a secret of the union's, so that none is kept more."""

    def __init__(self, secret: bytes) -> None:
        seed = hashlib.blake2b(
            secret, digest_size=64, person=b"toile ddrf key"
        ).digest()
        # 512 bits over a 256-bit order: no number is likelier than another.
        number = int.from_bytes(seed, "big") % (_P256_ORDER - 1) + 1
        self._private = ec.derive_private_key(number, ec.SECP256R1())
        self.jwk = self._jwk()

    def sign(self, claims: dict[str, Any]) -> str:
        """Write claims as a signed token."""
        head = {"typ": "JWT", "alg": "ES256", "kid": self.jwk["kid"]}
        signed = (
            f"{_text(msgspec.json.encode(head))}.{_text(msgspec.json.encode(claims))}"
        )
        made = self._private.sign(signed.encode("ascii"), ec.ECDSA(SHA256()))
        r, s = decode_dss_signature(made)
        raw = r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")
        return f"{signed}.{_text(raw)}"

    def _jwk(self) -> dict[str, str]:
        numbers = self._private.public_key().public_numbers()
        x, y = (_text(n.to_bytes(_HALF, "big")) for n in (numbers.x, numbers.y))
        # RFC 7638: the thumbprint is of these members, in this order, and no others.
        shape = f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'
        kid = _text(hashlib.sha256(shape.encode()).digest())
        return {
            "kty": "EC",
            "crv": "P-256",
            "x": x,
            "y": y,
            "alg": "ES256",
            "use": "sig",
            "kid": kid,
        }


def _der(raw: bytes) -> bytes:
    if len(raw) != 2 * _HALF:
        raise ValueError("an ES256 signature has 64 bytes")
    r, s = (int.from_bytes(half, "big") for half in (raw[:_HALF], raw[_HALF:]))
    return encode_dss_signature(r, s)


def _number(text: object) -> int:
    if not isinstance(text, str):
        raise ValueError("a member of the key is missing")
    return int.from_bytes(_bytes(text), "big")


def _bytes(text: str) -> bytes:
    """Read unpadded URL-safe base64, strictly."""
    if not text.isascii() or set(text) & set("+/="):
        raise ValueError("it is not URL-safe base64 without padding")
    padded = text.translate(_URL_SAFE) + "=" * (-len(text) % 4)
    try:
        return binascii.a2b_base64(padded, strict_mode=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


_URL_SAFE = str.maketrans("-_", "+/")
