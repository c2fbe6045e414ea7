"""An exchange's price keys at rest: sealed with the operator's key for exchanges.

The portal seals them as they are typed in and never shows them again; database and plan
hold only the seal, which the ads edge opens. AES-256-GCM, URL-safe base64 of a 12-byte
nonce, ciphertext and 16-byte tag.
"""

import base64
import binascii
import os

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from toile.ads.exchanges.price_crypt import PriceKeys

_NONCE_BYTES = 12
_PURPOSE = b"toile price keys"


def seal_keys(keys: tuple[PriceKeys, ...], master: bytes) -> str:
    """Seal the pairs of keys of an exchange; ``master`` has 32 bytes."""
    nonce = os.urandom(_NONCE_BYTES)
    plain = msgspec.msgpack.encode(keys)
    sealed = AESGCM(master).encrypt(nonce, plain, _PURPOSE)
    return base64.urlsafe_b64encode(nonce + sealed).decode("ascii")


def open_keys(text: str, master: bytes) -> tuple[PriceKeys, ...]:
    """Open what was sealed; nothing, if another key sealed it or it is damaged.

    Prices that cannot be read are counted as told nowhere, never as nothing.
    """
    try:
        raw = base64.urlsafe_b64decode(text)
        plain = AESGCM(master).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _PURPOSE)
        return msgspec.msgpack.decode(plain, type=tuple[PriceKeys, ...])
    except (binascii.Error, InvalidTag, ValueError, msgspec.DecodeError):
        return ()
