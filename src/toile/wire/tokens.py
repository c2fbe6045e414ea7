"""Sealed tokens: what a browser carries for us without being able to read or change it.

AES-256-GCM over the MessagePack of a small struct. The kind is authenticated with it,
so that a token made for one door does not open another. Written as unpadded URL-safe
base64: version byte, 12-byte nonce, ciphertext, 16-byte tag.
"""

import binascii
import os
from typing import NamedTuple, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from toile.wire.errors import TokenError
from toile.wire.ids import Aid, Sid, Ulid
from toile.wire.money import Money

KEY_BYTES = 32
_VERSION = b"\x01"
_NONCE_BYTES = 12
_LONGEST = 1024
_TO_URL_SAFE = bytes.maketrans(b"+/", b"-_")
# What is not of the URL-safe alphabet becomes what no base64 holds.
_FROM_URL_SAFE = bytes.maketrans(b"-_+/=", b"+/   ")
_PADS = (b"", b"===", b"==", b"=")


class Token(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """What every token has: when it stops being good, milliseconds since the epoch."""

    expires_ms: int


NOBODY = Aid(bytes(16))
"""In place of an id: a token must not show by its length whether it carries one."""


class ServedToken(Token, frozen=True, array_like=True, kw_only=True):
    """What the tokens of one served ad have in common."""

    impression: Ulid
    line: Ulid
    creative: Ulid
    placement: Ulid
    aid: Aid = NOBODY

    @property
    def spectator(self) -> Aid | None:
        """The id the ad was served to, if the pool chose the ad."""
        return None if self.aid == NOBODY else self.aid


class ImpressionToken(ServedToken, frozen=True, array_like=True, kw_only=True):
    """Opens /imp, /view, /video and the creative's frame."""

    price: Money


class BidToken(ServedToken, frozen=True, array_like=True, kw_only=True):
    """Goes with a bid: opens /win, /bill and /loss, and all that an impression opens.

    ``bid`` is what was bid for 1000; the clearing price comes with the notice, or, of
    one that is ``priced``, with the impression, which then is what bills. ``bid`` is 0
    in a test auction (OpenRTB ``test`` 1), of which nothing may be counted.
    """

    exchange: Ulid
    bid: Money
    bid_ms: int
    priced: bool = False

    @property
    def is_test(self) -> bool:
        """Whether it goes with the bid of a test auction."""
        return not self.bid


class ClickToken(ServedToken, frozen=True, array_like=True, kw_only=True):
    """Opens /click once; carries the film page it leads to.

    ``served_ms`` is 0 for the ad of a test auction, whose clicks count nothing.
    """

    served_ms: int
    campaign: Ulid
    allocine_id: int

    @property
    def is_test(self) -> bool:
        """Whether it goes with the bid of a test auction."""
        return not self.served_ms


class WhyToken(Token, frozen=True, array_like=True, kw_only=True):
    """Opens "Pourquoi cette publicité ?": the line shown, and nothing of who saw it."""

    line: Ulid
    placement: Ulid


class ReceiptToken(Token, frozen=True, array_like=True, kw_only=True):
    """The proof of a yes that each visit shows: which browser, which site."""

    sid: Sid
    site: Ulid
    given_ms: int


class OfferToken(ReceiptToken, frozen=True, array_like=True, kw_only=True):
    """Starts the handover of an id; unlike the receipt it takes no yes back.

    It passes through the ads wing, which cannot open it.
    """


class HandoverToken(Token, frozen=True, array_like=True, kw_only=True):
    """Lets the ads wing set its cookie for a browser, or forget that very one.

    ``nonce`` is what that browser holds since the handover began; ``until_ms`` is when
    its yes ends. To forget needs neither; but over a rotation of the union's keys the
    browser may hold either of two ids: ``earlier`` is that of the version before.
    """

    aid: Aid
    nonce: bytes = b""
    until_ms: int = 0
    forget: bool = False
    earlier: Aid = Aid(b"")


AnyToken = TypeVar("AnyToken", bound=Token)


class Sealer:
    """Seals and opens tokens with one key of 32 bytes.

    Holds the ciphers' and decoders' state so that the hot path builds nothing twice.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._kinds: dict[type[Token], _Kind] = {}
        self._encoder = msgspec.msgpack.Encoder()

    def seal(self, token: Token) -> str:
        """Seal a token of any kind as URL-safe text."""
        nonce = os.urandom(_NONCE_BYTES)
        plain = self._encoder.encode(token)
        sealed = self._cipher.encrypt(nonce, plain, self._kind(type(token)).name)
        raw = binascii.b2a_base64(_VERSION + nonce + sealed, newline=False)
        return raw.translate(_TO_URL_SAFE).rstrip(b"=").decode("ascii")

    def open_expired(self, text: str, kind: type[AnyToken]) -> AnyToken:
        """Open a token of the given kind, whether or not it has expired.

        Raises ``TokenError`` for text that this key did not seal for this kind.
        """
        known = self._kind(kind)
        raw = _raw(text, kind)
        try:
            plain = self._cipher.decrypt(
                raw[1 : 1 + _NONCE_BYTES], raw[1 + _NONCE_BYTES :], known.name
            )
        except (InvalidTag, ValueError) as error:
            raise _refused(kind, "its seal does not hold") from error
        try:
            token = known.decoder.decode(plain)
        except msgspec.DecodeError as error:
            raise _refused(kind, str(error)) from error
        assert isinstance(token, kind)
        return token

    def open(self, text: str, kind: type[AnyToken], now_ms: int) -> AnyToken:
        """Open a token of the given kind that is still good at the given time."""
        token = self.open_expired(text, kind)
        if token.expires_ms <= now_ms:
            raise _refused(kind, "it has expired")
        return token

    def _kind(self, kind: type[Token]) -> "_Kind":
        known = self._kinds.get(kind)
        if known is None:
            decoder = msgspec.msgpack.Decoder(kind)
            known = self._kinds[kind] = _Kind(kind.__name__.encode(), decoder)
        return known


class _Kind(NamedTuple):
    """What is needed of a kind again and again: its name, sealed in, and a decoder."""

    name: bytes
    decoder: msgspec.msgpack.Decoder[Token]


def _raw(text: str, kind: type[Token]) -> bytes:
    if not 0 < len(text) <= _LONGEST:
        raise _refused(kind, f"it is not of 1 to {_LONGEST} characters")
    try:
        padded = text.encode("ascii").translate(_FROM_URL_SAFE) + _PADS[len(text) % 4]
        raw = binascii.a2b_base64(padded, strict_mode=True)
    except ValueError as error:
        raise _refused(kind, "it is not URL-safe base64") from error
    if raw[:1] != _VERSION:
        raise _refused(kind, "its version is unknown")
    return raw


def _refused(kind: type[Token], cause: str) -> TokenError:
    return TokenError(kind.__name__, cause, "Ask for a new one.")
