"""Three ids, two keys: ``tid`` → ``sid`` → ``aid``, and ``aid`` back to ``sid``.

``sid`` is a keyed hash of the cookie id: the pool's files alone lead back to no
browser. ``aid`` is one AES block of ``sid``: the pool can turn it back, the ads wing,
which holds neither key, cannot (EDPB 01/2025: pseudonymisation domain).

Keys have versions (decision 0030). A ``sid`` begins with four bytes that name its
version, and an ``aid`` tells it to nobody but the pool, who finds it when turning it
back. Ids of version 1 bear no mark: they are older than versions.
"""

import hashlib
from typing import Protocol

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from toile.pool.keys import IdKeys, PoolKeys
from toile.wire.errors import ToileError
from toile.wire.ids import ID_BYTES, Aid, Sid, Tid

_UNMARKED = 1
# A mark is two bytes and a number. Versions are made one after the other, so that no
# number above the next one is a mark: of version 1, whose ids are all of chance, one in
# four thousand million looks like an id of another version.
_MARK = b"\x7e\x00"
_MARK_BYTE = _MARK[0]
MARK_BYTES = 4
MOST_VERSIONS = 0xFFFF


class KeyVersionError(ToileError):
    """An id of a version that this process has no keys for, and that is not over."""


class _Block(Protocol):
    def update(self, data: bytes) -> bytes: ...


class _Version:
    """The ciphers of one version.

    One ECB context serves all ids: each is a single random-looking block, so that
    block chaining would add nothing, and reusing the context saves its set-up.
    """

    def __init__(self, keys: IdKeys) -> None:
        self.number = keys.version
        self.mark = mark_of(keys.version)
        length = ID_BYTES - len(self.mark)
        # Keyed once and copied: the key's own block is hashed only here.
        self.keyed = hashlib.blake2b(digest_size=length, key=keys.sid)
        cipher = Cipher(
            algorithms.AES128(keys.aid),
            modes.ECB(),  # noqa: S305 - a single block of 128 pseudorandom bits
        )
        self.encrypt: _Block = cipher.encryptor()
        self.decrypt: _Block = cipher.decryptor()


class Identity:
    """Derives the ids with the union's keys, as of a moment (milliseconds, UTC)."""

    def __init__(self, keys: PoolKeys, now_ms: int) -> None:
        held = [each for each in keys.ids if not _is_over(each, now_ms)]
        begun = [each for each in held if each.from_ms <= now_ms]
        current = max(begun or held or keys.ids, key=lambda each: each.version)
        all_of = {each.version: _Version(each) for each in keys.ids}
        self._current = all_of[current.version]
        self._keyed, self._mark = self._current.keyed.copy, self._current.mark
        # Newest first; those that read no longer can still be cleaned up after.
        self._held = tuple(all_of[each.version] for each in held)
        self._versions = frozenset(all_of)
        self._destroyed = keys.destroyed
        # Of the next version too an id is known for what it is: nothing to be guessed.
        numbers = (*all_of, *keys.destroyed, max((*all_of, *keys.destroyed)) + 1)
        self._numbers = {mark_of(n): n for n in numbers if n != _UNMARKED}
        self._encrypts = {
            mark: all_of[n].encrypt.update if n in all_of else None
            for mark, n in self._numbers.items()
        }
        first = all_of.get(_UNMARKED)
        self._encrypt_unmarked = None if first is None else first.encrypt.update
        self._only = None
        if first is not None and self._held == (first,):
            self._only = first.decrypt.update
        self._decrypts = tuple(
            (each.number, each.decrypt.update) for each in self._held
        )
        self._earlier = tuple(
            each for each in self._held if each.number < self._current.number
        )

    @property
    def version(self) -> int:
        """The version that new ids are made with."""
        return self._current.number

    @property
    def destroyed(self) -> frozenset[int]:
        """The versions whose keys are gone."""
        return self._destroyed

    @property
    def in_rotation(self) -> bool:
        """Whether ids of more than one version are read."""
        return bool(self._earlier)

    def sid(self, tid: Tid) -> Sid:
        """Hash the cookie id to the pool's id of the current version."""
        keyed = self._keyed()
        keyed.update(tid)
        return Sid(self._mark + keyed.digest())

    def earlier_sids(self, tid: Tid) -> tuple[Sid, ...]:
        """Hash the cookie id with the earlier versions that are still read."""
        return tuple(_hash(each, tid) for each in self._earlier)

    def aid(self, sid: Sid) -> Aid:
        """Encrypt the pool's id to the ads wing's id, by the key of its version.

        Raises ``KeyVersionError`` for an id whose version has no keys here.
        """
        encrypt = self._encrypt_unmarked
        # Most ids are told by their first byte: without a mark there is one key.
        if sid[0] == _MARK_BYTE or encrypt is None:
            encrypt = self._encrypts.get(sid[:MARK_BYTES], encrypt)
        if encrypt is None:
            raise self._unknown(sid)
        return Aid(encrypt(sid))

    def sid_of(self, aid: Aid) -> Sid | None:
        """Turn the ads wing's id back to the pool's; ``None`` if no key here made it.

        An unmarked one that no marked version made can only be of version 1.
        """
        if self._only is not None:
            sid = self._only(aid)
            if sid[0] != _MARK_BYTE:
                return Sid(sid)
        numbers = self._numbers
        for number, decrypt in self._decrypts:
            sid = decrypt(aid)
            if numbers.get(sid[:MARK_BYTES], _UNMARKED) == number:
                return Sid(sid)
        return None

    def reads(self, sid: Sid) -> bool:
        """Tell whether an id's version is still read; no more is known of the others.

        Raises ``KeyVersionError`` for one newer than the keys that were read.
        """
        number = self.version_of(sid)
        if any(each.number == number for each in self._held):
            return True
        if (
            number in self._versions
            or number in self._destroyed
            or number < self.version
        ):
            return False
        raise self._unknown(sid)

    def version_of(self, sid: Sid) -> int:
        """Read the version of the keys that made a ``sid``."""
        return self._numbers.get(sid[:MARK_BYTES], _UNMARKED)

    def _unknown(self, sid: Sid) -> KeyVersionError:
        return KeyVersionError(
            f"Key version {self.version_of(sid)}",
            "this process has not got its keys",
            "Look with `toile keys status` whether the key file is the newest.",
        )


def mark_of(version: int) -> bytes:
    """Write the bytes by which a version's ``sid`` begins."""
    return b"" if version == _UNMARKED else _MARK + version.to_bytes(2, "big")


def _hash(version: _Version, tid: Tid) -> Sid:
    keyed = version.keyed.copy()
    keyed.update(tid)
    return Sid(version.mark + keyed.digest())


def _is_over(keys: IdKeys, now_ms: int) -> bool:
    return keys.until_ms is not None and keys.until_ms <= now_ms
