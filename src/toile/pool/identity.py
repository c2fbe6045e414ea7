"""Three ids, two keys: ``tid`` → ``sid`` → ``aid``, and ``aid`` back to ``sid``.

``sid`` is a keyed hash of the cookie id: the pool's files alone lead back to no
browser. ``aid`` is one AES block of ``sid``: the pool can turn it back, the ads wing,
which holds neither key, cannot (EDPB 01/2025: pseudonymisation domain).
"""

import hashlib
from typing import Protocol

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from toile.pool.keys import PoolKeys
from toile.wire.ids import ID_BYTES, Aid, Sid, Tid


class _Block(Protocol):
    def update(self, data: bytes) -> bytes: ...


class Identity:
    """Derives the ids with the union's keys.

    One ECB context serves all ids: each is a single random-looking block, so that
    block chaining would add nothing, and reusing the context saves its set-up.
    """

    def __init__(self, keys: PoolKeys) -> None:
        # Keyed once and copied: the key's own block is hashed only here.
        self._keyed = hashlib.blake2b(digest_size=ID_BYTES, key=bytes.fromhex(keys.sid))
        cipher = Cipher(
            algorithms.AES128(bytes.fromhex(keys.aid)),
            modes.ECB(),  # noqa: S305 - a single block of 128 pseudorandom bits
        )
        self._encrypt: _Block = cipher.encryptor()
        self._decrypt: _Block = cipher.decryptor()

    def sid(self, tid: Tid) -> Sid:
        """Hash the cookie id to the pool's id."""
        keyed = self._keyed.copy()
        keyed.update(tid)
        return Sid(keyed.digest())

    def aid(self, sid: Sid) -> Aid:
        """Encrypt the pool's id to the ads wing's id."""
        return Aid(self._encrypt.update(sid))

    def sid_of(self, aid: Aid) -> Sid:
        """Turn the ads wing's id back to the pool's."""
        return Sid(self._decrypt.update(aid))
