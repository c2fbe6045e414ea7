"""The union's keys as its key file holds them: each wrapped by the master key.

Envelope encryption: AES-256-GCM, with the key's name and version sealed in, so that no
key can stand in another's place. Everything here is pure; ``pool.custody`` reads files
and ``toile keys`` writes them (decision 0030; EDPB 01/2025 §3: the additional
information is kept apart and under the union's control).
"""

import base64
import hashlib
import os
from typing import NoReturn

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from toile.pool.keys import (
    AID_BYTES,
    SEAL_BYTES,
    SID_BYTES,
    FormerReceiptKey,
    IdKeys,
    PoolKeys,
)
from toile.wire.errors import SettingError

FORMAT = 2
_NONCE_BYTES = 12
_SAFE = "Restore the union's key file from its safe."


class Wrapped(msgspec.Struct, frozen=True, omit_defaults=True):
    """One version: its keys, wrapped, and its life in milliseconds since the epoch."""

    version: int
    made_ms: int
    from_ms: int
    by: str
    sid: str
    aid: str
    until_ms: int | None = None


class Destroyed(msgspec.Struct, frozen=True):
    """What is still known of a version whose keys are gone."""

    version: int
    made_ms: int
    from_ms: int
    until_ms: int
    destroyed_ms: int
    made_by: str
    by: str


class FormerReceipts(msgspec.Struct, frozen=True):
    """A key of receipts that was replaced, wrapped; read until a time."""

    key: str
    until_ms: int


class Keyring(msgspec.Struct, frozen=True):
    """The whole file: nothing in it opens anything without the master key.

    ``master`` is the master key's fingerprint, by which a wrong one is told. The keys
    of receipts and door are as old as the first version where no time is told.
    """

    master: str
    receipt: str
    door: str
    ids: tuple[Wrapped, ...]
    destroyed: tuple[Destroyed, ...] = ()
    receipts_before: tuple[FormerReceipts, ...] = ()
    receipt_made_ms: int = 0
    door_made_ms: int = 0
    format: int = FORMAT


def fingerprint(master: bytes) -> str:
    """Name a master key by eight bytes that tell nothing of it."""
    named = hashlib.blake2b(master, digest_size=8, person=b"toile master")
    return named.hexdigest()


def seal(keys: PoolKeys, master: bytes, made_ms: int, by: str) -> Keyring:
    """Wrap a new set of keys."""
    return Keyring(
        master=fingerprint(master),
        receipt=_wrap(master, "receipt", keys.receipt),
        door=_wrap(master, "door", keys.door),
        ids=tuple(wrap_version(each, master, made_ms, by) for each in keys.ids),
        receipts_before=tuple(
            _former(master, each.key, each.until_ms) for each in keys.receipts_before
        ),
    )


def wrap_version(keys: IdKeys, master: bytes, made_ms: int, by: str) -> Wrapped:
    """Wrap one version."""
    return Wrapped(
        version=keys.version,
        made_ms=made_ms,
        from_ms=keys.from_ms,
        by=by,
        sid=_wrap(master, f"sid {keys.version}", keys.sid),
        aid=_wrap(master, f"aid {keys.version}", keys.aid),
        until_ms=keys.until_ms,
    )


def encode(keyring: Keyring) -> bytes:
    """Write a keyring as its file holds it."""
    return msgspec.json.format(msgspec.json.encode(keyring), indent=1)


def decode(document: bytes, source: str) -> Keyring:
    """Read a key file; raises ``SettingError`` for what is none."""
    try:
        keyring = msgspec.json.decode(document, type=Keyring)
    except ValueError:
        _need_wrapped(document, source)
    if keyring.format != FORMAT:
        raise SettingError(
            source,
            f"it is of format {keyring.format}, this version reads {FORMAT}",
            "Run the version of Toile that wrote it.",
        )
    if not keyring.ids:
        raise SettingError(source, "it holds no version of the id keys", _SAFE)
    return keyring


def decode_plain(document: bytes) -> PoolKeys | None:
    """Read a file of before keys were wrapped; ``None`` for anything else."""

    class Plain(msgspec.Struct):
        sid: str
        aid: str
        receipt: str
        door: str

    try:
        plain = msgspec.json.decode(document, type=Plain)
        sid, aid = bytes.fromhex(plain.sid), bytes.fromhex(plain.aid)
        receipt, door = bytes.fromhex(plain.receipt), bytes.fromhex(plain.door)
    except ValueError:
        return None
    lengths = tuple(map(len, (sid, aid, receipt, door)))
    if lengths != (SID_BYTES, AID_BYTES, SEAL_BYTES, SEAL_BYTES):
        return None
    return PoolKeys((IdKeys(1, sid, aid),), receipt, door)


def unwrap(keyring: Keyring, master: bytes, source: str) -> PoolKeys:
    """Open a keyring; raises ``SettingError`` for another master, or a damaged file."""
    if keyring.master != fingerprint(master):
        raise SettingError(
            source,
            f"it is wrapped by the master key {keyring.master}, and the one given is "
            f"{fingerprint(master)}",
            "Give the master key of this file, or restore both from the safe.",
        )

    def key(name: str, wrapped: str) -> bytes:
        return _unwrap(master, name, wrapped, source)

    ids = tuple(
        IdKeys(
            each.version,
            key(f"sid {each.version}", each.sid),
            key(f"aid {each.version}", each.aid),
            each.from_ms,
            each.until_ms,
        )
        for each in sorted(keyring.ids, key=lambda each: -each.version)
    )
    return PoolKeys(
        ids,
        key("receipt", keyring.receipt),
        key("door", keyring.door),
        frozenset(each.version for each in keyring.destroyed),
        tuple(
            FormerReceiptKey(key(_former_name(each.until_ms), each.key), each.until_ms)
            for each in keyring.receipts_before
        ),
    )


def with_version(
    keyring: Keyring,
    keys: IdKeys,
    master: bytes,
    *,
    until_ms: int,
    by: str,
    now_ms: int,
) -> Keyring:
    """Add a version that follows the newest one; that one reads until ``until_ms``."""
    newest = max(keyring.ids, key=lambda each: each.version)
    older = tuple(
        msgspec.structs.replace(each, until_ms=until_ms) if each is newest else each
        for each in keyring.ids
    )
    new = wrap_version(keys, master, now_ms, by)
    return msgspec.structs.replace(keyring, ids=(*older, new))


def closed(keyring: Keyring, version: int, now_ms: int) -> Keyring:
    """Let a version read no longer than now."""
    ids = tuple(
        msgspec.structs.replace(each, until_ms=min(now_ms, each.until_ms or now_ms))
        if each.version == version
        else each
        for each in keyring.ids
    )
    return msgspec.structs.replace(keyring, ids=ids)


def without_version(keyring: Keyring, version: int, by: str, now_ms: int) -> Keyring:
    """Destroy a version: its keys are gone from the file, that it was there stays."""
    gone = next(each for each in keyring.ids if each.version == version)
    told = Destroyed(
        version,
        gone.made_ms,
        gone.from_ms,
        gone.until_ms if gone.until_ms is not None else now_ms,
        now_ms,
        gone.by,
        by,
    )
    return msgspec.structs.replace(
        keyring,
        ids=tuple(each for each in keyring.ids if each is not gone),
        destroyed=(*keyring.destroyed, told),
    )


def rewrapped(keyring: Keyring, before: bytes, after: bytes, source: str) -> Keyring:
    """Wrap the same keys by another master key."""
    keys = unwrap(keyring, before, source)
    told = {each.version: each for each in keyring.ids}
    ids = tuple(
        wrap_version(each, after, told[each.version].made_ms, told[each.version].by)
        for each in reversed(keys.ids)
    )
    fresh = seal(keys, after, 0, "")
    return msgspec.structs.replace(
        fresh,
        ids=ids,
        destroyed=keyring.destroyed,
        receipt_made_ms=keyring.receipt_made_ms,
        door_made_ms=keyring.door_made_ms,
    )


def with_receipts(
    keyring: Keyring,
    keys: PoolKeys,
    master: bytes,
    receipt: bytes,
    *,
    until_ms: int | None,
    now_ms: int,
) -> Keyring:
    """Put another key of receipts in force; ``None``: the one before opens none."""
    kept: tuple[FormerReceipts, ...] = ()
    if until_ms is not None:
        alive = (each for each in keyring.receipts_before if each.until_ms > now_ms)
        kept = (_former(master, keys.receipt, until_ms), *alive)
    return msgspec.structs.replace(
        keyring,
        receipt=_wrap(master, "receipt", receipt),
        receipts_before=kept,
        receipt_made_ms=now_ms,
    )


def with_door(keyring: Keyring, master: bytes, door: bytes, now_ms: int) -> Keyring:
    """Put another key of the door in force, at once."""
    return msgspec.structs.replace(
        keyring, door=_wrap(master, "door", door), door_made_ms=now_ms
    )


def _former(master: bytes, key: bytes, until_ms: int) -> FormerReceipts:
    return FormerReceipts(_wrap(master, _former_name(until_ms), key), until_ms)


def _former_name(until_ms: int) -> str:
    return f"receipt until {until_ms}"


def _wrap(master: bytes, name: str, key: bytes) -> str:
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(master).encrypt(nonce, key, _context(name))
    return base64.b64encode(nonce + sealed).decode("ascii")


def _unwrap(master: bytes, name: str, wrapped: str, source: str) -> bytes:
    try:
        raw = base64.b64decode(wrapped, validate=True)
        nonce, sealed = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
        return AESGCM(master).decrypt(nonce, sealed, _context(name))
    except (InvalidTag, ValueError):
        raise SettingError(source, f"the key «{name}» is damaged", _SAFE) from None


def _context(name: str) -> bytes:
    return b"toile pool key " + name.encode()


def _need_wrapped(document: bytes, source: str) -> NoReturn:
    """Say what is wrong with a file that is no keyring; of its content, nothing."""
    if decode_plain(document) is not None:
        raise SettingError(
            source,
            "its keys are not wrapped by a master key",
            "Run `toile keys create` on the pool's machine; ids stay as they are.",
        ) from None
    raise SettingError(source, "it is damaged, or no key file", _SAFE) from None
