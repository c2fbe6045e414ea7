"""Prices sealed as Google's and OpenX's exchanges seal them (SPECS §1.11).

28 bytes in web-safe base64, often without padding: an initialisation vector of 16
(seconds and microseconds, each a big-endian uint32, then the server's id), the price
in millionths of the currency's unit XORed with a pad of 8, a signature of 4.
Developers.google.com/authorized-buyers/rtb/response-guide/decrypt-price.
"""

import base64
import binascii
import hmac
import struct

import msgspec

from toile.ads.exchanges.price_refusal import PriceRefusal

VECTOR_BYTES = 16
_PRICE_BYTES = 8
_SIGNATURE_BYTES = 4
SEALED_BYTES = VECTOR_BYTES + _PRICE_BYTES + _SIGNATURE_BYTES
_SEALED_CHARACTERS = 38

FRESH_MS = 24 * 3600 * 1000
"""A notice may be retried, and an interstitial waits for half an hour (SPECS §1.5)."""

_AHEAD_MS = 60_000
# As far as clocks of honest servers differ.


class PriceKeys(msgspec.Struct, frozen=True):
    """An exchange's two keys, as bytes of any length."""

    encryption: bytes
    integrity: bytes


def vector(at_us: int, server: bytes = bytes(8)) -> bytes:
    """Make an initialisation vector: time in microseconds, and 8 bytes of a server."""
    seconds, micros = divmod(at_us, 1_000_000)
    return struct.pack(">II", seconds, micros) + server[:8].ljust(8, b"\0")


def seal(micros: int, iv: bytes, keys: PriceKeys) -> str:
    """Seal a price in millionths of a unit; ``iv`` of 16 bytes is used only once."""
    price = micros.to_bytes(_PRICE_BYTES, "big")
    sealed = iv + _masked(price, iv, keys) + _signature(price, iv, keys)
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def unseal(
    text: str, keys: PriceKeys, now_ms: int, fresh_ms: int = FRESH_MS
) -> int | PriceRefusal:
    """Read a sealed price in millionths of a unit, from 0 to 2**64 - 1."""
    sealed = _bytes(text)
    if sealed is None:
        return PriceRefusal.UNREADABLE
    iv = sealed[:VECTOR_BYTES]
    price = _masked(sealed[VECTOR_BYTES:-_SIGNATURE_BYTES], iv, keys)
    # Compared in constant time: a forger must not learn byte by byte.
    if not hmac.compare_digest(sealed[-_SIGNATURE_BYTES:], _signature(price, iv, keys)):
        return PriceRefusal.FORGED
    seconds, micros = struct.unpack_from(">II", iv)
    sealed_ms = seconds * 1000 + micros // 1000
    if not now_ms - fresh_ms <= sealed_ms <= now_ms + _AHEAD_MS:
        return PriceRefusal.STALE
    return int.from_bytes(price, "big")


def _masked(price: bytes, iv: bytes, keys: PriceKeys) -> bytes:
    pad = hmac.digest(keys.encryption, iv, "sha1")
    return bytes(one ^ other for one, other in zip(price, pad, strict=False))


def _signature(price: bytes, iv: bytes, keys: PriceKeys) -> bytes:
    return hmac.digest(keys.integrity, price + iv, "sha1")[:_SIGNATURE_BYTES]


def _bytes(text: str) -> bytes | None:
    bare = text.rstrip("=")
    if len(bare) != _SEALED_CHARACTERS:
        return None
    try:
        return base64.b64decode(
            bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True
        )
    except (binascii.Error, ValueError):
        return None
