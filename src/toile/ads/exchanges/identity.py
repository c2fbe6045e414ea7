"""The id by which an exchange knows a browser: another one for each exchange.

One AES block of the ``aid`` under a key made from the operator's and the exchange's id:
two exchanges that compare their ids find nothing in common (DESIGN §2), and no table of
matches has to be kept, looked up or lost. An id that we never gave turns into an
``aid`` of nobody.
"""

import hashlib
from typing import Protocol

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from toile.wire.ids import ID_BYTES, Aid, Ulid, from_cookie, to_cookie


class _Block(Protocol):
    def update(self, data: bytes) -> bytes: ...


class Partner:
    """Turns ids for one exchange, and back; holds its key."""

    def __init__(self, master: bytes, exchange: Ulid) -> None:
        key = hashlib.blake2b(
            exchange.encode(), digest_size=ID_BYTES, key=master, person=b"toile partner"
        ).digest()
        cipher = Cipher(
            algorithms.AES128(key),
            modes.ECB(),  # noqa: S305 - a single block of 128 pseudorandom bits
        )
        self._encrypt: _Block = cipher.encryptor()
        self._decrypt: _Block = cipher.decryptor()

    def uid(self, aid: Aid) -> str:
        """Write the id that the exchange gets: 22 URL-safe characters."""
        return to_cookie(self._encrypt.update(aid))

    def aid(self, uid: str) -> Aid | None:
        """Read ``user.buyeruid``; ``None`` for what has not the form of one of ours."""
        raw = from_cookie(uid)
        return None if raw is None else Aid(self._decrypt.update(raw))
