"""Making the keys of a new installation; never replaces one that is there.

The union's file and the operator's are written apart, readable by their owner alone,
so that each can be carried to the machine of its wing.
"""

import os
import secrets
from pathlib import Path

import msgspec

from toile.ads.keys import AdsKeys
from toile.pool.keys import PoolKeys
from toile.settings import Settings
from toile.wire.errors import SettingError


def ensure_keys(settings: Settings) -> list[Path]:
    """Make the key files that are missing; tell which were made.

    Raises ``SettingError`` when only one of the two files is there: both hold the
    door's key, and a new one would fit no other.
    """
    pool, ads = settings.pool_keys, settings.ads_keys
    if pool.exists() and ads.exists():
        return complete_keys(ads)
    if pool.exists() or ads.exists():
        missing = ads if pool.exists() else pool
        raise SettingError(
            str(missing),
            "this key file is missing while the other wing's is there",
            "Restore it from its safe; a new one would not fit.",
        )
    door = secrets.token_hex(32)
    _write(
        pool,
        PoolKeys(
            sid=secrets.token_hex(32),
            aid=secrets.token_hex(16),
            receipt=secrets.token_hex(32),
            door=door,
        ),
    )
    _write(
        ads,
        AdsKeys(
            token=secrets.token_hex(32),
            why=secrets.token_hex(32),
            door=door,
            partners=secrets.token_hex(32),
            exchanges=secrets.token_hex(32),
        ),
    )
    return [pool, ads]


def complete_keys(path: Path) -> list[Path]:
    """Add to an operator's file the keys that it is too old to have.

    Tells whether it was changed. Raises ``SettingError`` for a file that is damaged.
    """
    try:
        keys = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, ValueError) as error:
        raise SettingError(
            str(path), str(error), "Restore the operator's key file from its safe."
        ) from error
    missing = {
        name: secrets.token_hex(32)
        for name in ("partners", "exchanges")
        if not keys.get(name)
    }
    if not missing:
        return []
    # Beside it, then in its place: a crash in between leaves the old file whole.
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    document = msgspec.json.format(msgspec.json.encode({**keys, **missing}), indent=1)
    _write_text(beside, document.decode())
    beside.replace(path)
    return [path]


def ensure_portal_key(settings: Settings) -> str:
    """Read or make the key that signs the portal's sessions across restarts."""
    path = settings.data / "keys" / "portal.key"
    if not path.exists():
        _write_text(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _write(path: Path, keys: PoolKeys | AdsKeys) -> None:
    document = msgspec.json.format(msgspec.json.encode(keys), indent=1)
    _write_text(path, document.decode())


def _write_text(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise SettingError(
            str(path),
            f"the key file cannot be written: {error.strerror}",
            "Give a folder that this user may write to as TOILE_DATA.",
        ) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        # Keys cannot be made again: they are on disk before they take a name.
        os.fsync(file.fileno())
