"""The union's keys in the clear, as a process of the pool's machine holds them.

Never written down, never shown: only ``pool.keyring`` makes them, and they show
themselves by version alone.
"""

from __future__ import annotations

import secrets

import msgspec

SID_BYTES = 32
AID_BYTES = 16
SEAL_BYTES = 32


class IdKeys(msgspec.Struct, frozen=True):
    """One version of the two keys that make ids; times in milliseconds, UTC.

    New ids are made with it from ``from_ms`` on. ``until_ms`` is when the last yes from
    before its successor ends (``None`` while it has none): from then on it reads none.
    """

    version: int
    sid: bytes
    aid: bytes
    from_ms: int = 0
    until_ms: int | None = None

    def __repr__(self) -> str:
        """Name the version, and nothing of the keys."""
        return f"IdKeys(version={self.version})"


class FormerReceiptKey(msgspec.Struct, frozen=True):
    """A key that sealed receipts once, and opens them while one of them may hold."""

    key: bytes
    until_ms: int

    def __repr__(self) -> str:
        """Tell until when, and nothing of the key."""
        return f"FormerReceiptKey(until_ms={self.until_ms})"


class PoolKeys(msgspec.Struct, frozen=True):
    """All versions of the id keys, the newest first, and two keys that only seal.

    ``receipt`` seals proofs, as ``receipts_before`` did; ``door`` is the one key that
    both wings hold. Ids of versions that are ``destroyed`` lead nowhere any more.
    """

    ids: tuple[IdKeys, ...]
    receipt: bytes
    door: bytes
    destroyed: frozenset[int] = frozenset()
    receipts_before: tuple[FormerReceiptKey, ...] = ()

    def __repr__(self) -> str:
        """Name the versions, and nothing of the keys."""
        return f"PoolKeys(versions={[each.version for each in self.ids]})"


def new_id_keys(version: int, from_ms: int) -> IdKeys:
    """Make the keys of a version; by chance alone, from the operating system."""
    return IdKeys(
        version,
        secrets.token_bytes(SID_BYTES),
        secrets.token_bytes(AID_BYTES),
        from_ms,
    )
