"""Making the keys of a new installation; never replaces one that is there.

The union's file and the operator's are written apart, readable by their owner alone,
so that each can be carried to the machine of its wing. The union's keys are wrapped by
its master key, which lies in a file of its own or in an environment variable.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import msgspec

from toile.ads.keys import AdsKeys
from toile.edge.door_key import read_ads_keys
from toile.pool import keyring
from toile.pool.custody import Custody
from toile.pool.keys import SEAL_BYTES, PoolKeys, new_id_keys
from toile.pool.master import FROM_ENVIRONMENT, need_private, new_master
from toile.settings import TABLE, Settings
from toile.wire.clock import now_ms
from toile.wire.errors import SettingError

INSTALLER = "toile keys create"
"""Who made a version that came with the installation."""

_POOLS_OWN = ("pool_keys", "pool_master")


def custody_of(settings: Settings) -> Custody:
    """Tell where the union's keys are, and what unwraps them."""
    return Custody(settings.pool_keys, settings.pool_master, os.environ)


def refuse_pool_keys(settings: Settings, environment: Mapping[str, str]) -> None:
    """Raise ``SettingError`` if a process of the ads wing could read the union's keys.

    Whoever runs it must not even be able to: DESIGN §2 promises the cinemas so.
    """
    for setting in TABLE:
        if setting.name in _POOLS_OWN and environment.get(setting.variable):
            raise SettingError(
                setting.variable,
                "the ads wing must not know of the union's keys",
                "Take it out of this machine's settings; only the pool's has it.",
            )
    master = settings.pool_master
    for path in (settings.pool_keys, Path(master)):
        if path.exists():
            raise SettingError(
                str(path),
                "the ads wing must not be able to read the union's keys",
                "Take this file off this machine, or give the ads wing a TOILE_DATA "
                "of its own.",
            )


def ensure_keys(settings: Settings, by: str = INSTALLER) -> list[Path]:
    """Make the key files that are missing; tell which were made or changed.

    A file of before keys were wrapped is wrapped; its keys stay.

    Raises ``SettingError`` when only one of the two files is there: both hold the
    door's key, and a new one would fit no other.
    """
    pool, ads = settings.pool_keys, settings.ads_keys
    if pool.exists() and ads.exists():
        return [*_wrap_plain(settings, by), *complete_keys(ads)]
    if pool.exists() or ads.exists():
        missing = ads if pool.exists() else pool
        raise SettingError(
            str(missing),
            "this key file is missing while the other wing's is there",
            "Restore it from its safe; a new one would not fit.",
        )
    door = secrets.token_hex(32)
    now = now_ms()
    keys = PoolKeys(
        ids=(new_id_keys(1, now),),
        receipt=secrets.token_bytes(SEAL_BYTES),
        door=bytes.fromhex(door),
    )
    made, master = ensure_master(settings)
    _write_text(pool, keyring.encode(keyring.seal(keys, master, now, by)).decode())
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
    return [*made, pool, ads]


def ensure_master(settings: Settings) -> tuple[list[Path], bytes]:
    """Read the master key, or make it where its file is missing; tell what was made.

    Raises ``SettingError`` where an environment variable should hold it and does not.
    """
    place = settings.pool_master
    made = []
    if not place.startswith(FROM_ENVIRONMENT) and not Path(place).exists():
        _write_text(Path(place), new_master().hex())
        made = [Path(place)]
    return made, custody_of(settings).master_key()


def _wrap_plain(settings: Settings, by: str) -> list[Path]:
    """Wrap the keys of a file of before; ids stay as they are."""
    path = settings.pool_keys
    need_private(path)
    plain = keyring.decode_plain(path.read_bytes())
    if plain is None:
        return []
    made, master = ensure_master(settings)
    replace_keyring(path, keyring.seal(plain, master, now_ms(), by))
    return [*made, path]


def replace_keyring(path: Path, ring: keyring.Keyring) -> None:
    """Put a keyring in the place of the one that is there, whole or not at all."""
    replace_text(path, keyring.encode(ring).decode())


def replace_text(path: Path, text: str) -> None:
    """Write a file beside, then in its place: a crash in between leaves the old one."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    _write_text(beside, text)
    beside.replace(path)


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
    document = msgspec.json.format(msgspec.json.encode({**keys, **missing}), indent=1)
    replace_text(path, document.decode())
    return [path]


def replace_door(path: Path, door: str) -> None:
    """Put another key of the door into the operator's file; the others stay.

    Raises ``SettingError`` for a file that is missing or damaged.
    """
    keys = read_ads_keys(path)
    document = msgspec.json.format(
        msgspec.json.encode(msgspec.structs.replace(keys, door=door)), indent=1
    )
    replace_text(path, document.decode())


def ensure_portal_key(settings: Settings) -> str:
    """Read or make the key that signs the portal's sessions across restarts."""
    path = settings.data / "keys" / "portal.key"
    if not path.exists():
        _write_text(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _write(path: Path, keys: AdsKeys) -> None:
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
