"""What the union does with its keys at the pool's machine: rotate, retire, rewrap.

Each deed takes and gives back plain values; ``ops.custody`` is the command line around
it, which writes the audit trail. The file is replaced whole or not at all, and a deed
that was cut off is begun again.
"""

import secrets
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from toile.consent import expires_ms
from toile.ops.keys import (
    custody_of,
    replace_door,
    replace_keyring,
    replace_text,
)
from toile.pool import keyring
from toile.pool.identity import MOST_VERSIONS, Identity
from toile.pool.keyring import Wrapped
from toile.pool.keys import SEAL_BYTES, new_id_keys
from toile.pool.master import (
    FROM_ENVIRONMENT,
    new_master,
    open_escrow,
    read_escrow,
    seal_for_escrow,
)
from toile.settings import Settings
from toile.wire.clock import MS_A_DAY, MS_A_SECOND
from toile.wire.errors import SettingError, ToileError
from toile.worker.project.rekey import purge
from toile.worker.stores import Stores

SOON_MS = 60 * MS_A_SECOND
"""All processes look at the key file each second; their clocks differ by less."""

_SETTLE_SECONDS = 3.0


class CeremonyError(ToileError):
    """Something that may not be done to the keys now."""


class Retired(msgspec.Struct, frozen=True):
    """A version that was destroyed, and how many ids still were of it."""

    version: int
    ids: int


def rotate(settings: Settings, window_days: int, by: str, now_ms: int) -> Wrapped:
    """Make a new version that is soon in force; the one before is read for a while.

    For so long as a yes given under it may hold, or a visit count: whoever comes back
    within that time is moved, whoever does not has nothing left to be moved.
    """
    custody = custody_of(settings)
    ring, master = custody.keyring(), custody.master_key()
    keyring.unwrap(ring, master, str(settings.pool_keys))
    if len(ring.ids) > 1:
        raise CeremonyError(
            f"Key version {min(each.version for each in ring.ids)}",
            "it is not destroyed yet, and no more than two are read at a time",
            "Run `toile keys retire` once its window is over.",
        )
    gone = [each.version for each in ring.destroyed]
    version = max(ring.ids[0].version, *gone, 0) + 1
    if version > MOST_VERSIONS:
        raise CeremonyError("The keys", "they have no numbers left", "Begin anew.")
    from_ms = now_ms + SOON_MS
    until_ms = max(expires_ms(from_ms), from_ms + window_days * MS_A_DAY)
    keys = new_id_keys(version, from_ms)
    ring = keyring.with_version(
        ring, keys, master, until_ms=until_ms, by=by, now_ms=now_ms
    )
    replace_keyring(settings.pool_keys, ring)
    return ring.ids[-1]


def retire(
    settings: Settings,
    stores: Callable[[], Stores],
    by: str,
    now_ms: int,
    *,
    leaked: bool = False,
    settle_seconds: float | None = None,
) -> Retired:
    """Destroy the version before the present one, with all that is held by its ids.

    Raises ``CeremonyError`` while it is still read, unless it has ``leaked``: then
    whoever was not seen since the rotation is lost to the pool.
    """
    custody = custody_of(settings)
    ring = custody.keyring()
    last = min(ring.ids, key=lambda each: each.version)
    newest = max(ring.ids, key=lambda each: each.version)
    if last is newest:
        raise CeremonyError(
            f"Key version {last.version}",
            "it is the one in force",
            "Run `toile keys rotate` first.",
        )
    if newest.from_ms > now_ms:
        raise CeremonyError(
            f"Key version {newest.version}",
            "it is not in force yet",
            "Wait a minute, then run it again.",
        )
    if not leaked and (last.until_ms is None or last.until_ms > now_ms):
        raise CeremonyError(
            f"Key version {last.version}",
            "it is still read: spectators of before the rotation may come back",
            "Wait until the day that `toile keys status` tells, or, if this key is in "
            "wrong hands, add --leaked.",
        )
    # First nobody reads it any more, then what it left is taken out, then it goes.
    replace_keyring(settings.pool_keys, keyring.closed(ring, last.version, now_ms))
    wait = _SETTLE_SECONDS if settle_seconds is None else settle_seconds
    threading.Event().wait(wait)
    identity = Identity(custody.keys(), now_ms)
    opened = stores()
    try:
        ids = purge(opened, identity, last.version, now_ms)
    finally:
        opened.close()
    ring = keyring.without_version(custody.keyring(), last.version, by, now_ms)
    replace_keyring(settings.pool_keys, ring)
    return Retired(last.version, ids)


def renew_receipts(
    settings: Settings, now_ms: int, *, leaked: bool = False
) -> int | None:
    """Put another key of receipts in force; tell until when the one before opens any.

    For so long as a yes given under it may hold. If it has ``leaked`` it opens none
    from now on (``None``): every browser is asked anew.
    """
    custody = custody_of(settings)
    ring, master = custody.keyring(), custody.master_key()
    keys = keyring.unwrap(ring, master, str(settings.pool_keys))
    until_ms = None if leaked else expires_ms(now_ms)
    made = secrets.token_bytes(SEAL_BYTES)
    ring = keyring.with_receipts(
        ring, keys, master, made, until_ms=until_ms, now_ms=now_ms
    )
    replace_keyring(settings.pool_keys, ring)
    return until_ms


def renew_door(settings: Settings, now_ms: int) -> Path | None:
    """Put another key of the door in force, at once.

    Where the ads wing has a machine of its own, gives the file to bring there: until
    then the door waits, and loses nothing.
    """
    custody = custody_of(settings)
    ring, master = custody.keyring(), custody.master_key()
    keyring.unwrap(ring, master, str(settings.pool_keys))
    door = secrets.token_bytes(SEAL_BYTES)
    carried = None
    if settings.door:
        carried = settings.pool_keys.with_name("door.key")
        replace_text(carried, door.hex())
    else:
        # The operator's first: cut off in between, the deed is simply done again.
        replace_door(settings.ads_keys, door.hex())
    replace_keyring(settings.pool_keys, keyring.with_door(ring, master, door, now_ms))
    return carried


def take_door(settings: Settings, file: Path) -> None:
    """Take the new key of the door in, at the ads wing's machine."""
    text = _bytes(file).decode("ascii", errors="replace").strip()
    try:
        good = len(bytes.fromhex(text)) == SEAL_BYTES
    except ValueError:
        good = False
    if not good:
        raise SettingError(
            str(file),
            "it is no key of the door",
            "Bring the file that `toile keys renew-door` named on the pool's machine.",
        )
    replace_door(settings.ads_keys, text)


def rewrap(settings: Settings) -> str:
    """Put a new master key in the place of the present one; tell its fingerprint.

    Copies of the key file from before open with the old master key alone: destroy that.
    """
    place = settings.pool_master
    if place.startswith(FROM_ENVIRONMENT):
        raise CeremonyError(
            "TOILE_POOL_MASTER",
            "a program cannot change an environment variable",
            "Point it to a file for the ceremony, then bring the new key back.",
        )
    path, beside = Path(place), Path(f"{place}.next")
    ring = custody_of(settings).keyring()
    after = _next_master(beside)
    if ring.master != keyring.fingerprint(after):
        before = custody_of(settings).master_key()
        ring = keyring.rewrapped(ring, before, after, str(settings.pool_keys))
        replace_keyring(settings.pool_keys, ring)
    # Cut off before this, it is found and taken up again.
    beside.replace(path)
    custody_of(settings).keys()
    return ring.master


def _next_master(beside: Path) -> bytes:
    if not beside.exists():
        replace_text(beside, new_master().hex())
    return bytes.fromhex(beside.read_text(encoding="ascii"))


def export_for_escrow(
    settings: Settings, file: Path, passphrases: tuple[str, ...]
) -> str:
    """Seal the master key with passphrases, for the safe; tell its fingerprint."""
    if file.exists():
        raise CeremonyError(str(file), "it is there already", "Choose another name.")
    custody = custody_of(settings)
    ring, master = custody.keyring(), custody.master_key()
    keyring.unwrap(ring, master, str(settings.pool_keys))
    try:
        escrow = seal_for_escrow(master, ring.master, passphrases)
    except ValueError as error:
        raise CeremonyError(
            "The passphrase", str(error), "Four words that nobody would guess do well."
        ) from error
    replace_text(file, msgspec.json.format(msgspec.json.encode(escrow)).decode())
    return escrow.master


def restore(settings: Settings, file: Path, passphrases: tuple[str, ...]) -> str:
    """Bring the master key back from the safe; tell its fingerprint.

    Raises ``CeremonyError`` where a master key is there already.
    """
    place = Path(settings.pool_master)
    if settings.pool_master.startswith(FROM_ENVIRONMENT) or place.exists():
        raise CeremonyError(
            settings.pool_master,
            "a master key has its place there already",
            "Let TOILE_POOL_MASTER name a file that is not there yet.",
        )
    master = open_escrow(_bytes(file), str(file), passphrases)
    if settings.pool_keys.exists():
        ring = custody_of(settings).keyring()
        keyring.unwrap(ring, master, str(settings.pool_keys))
    replace_text(place, master.hex())
    return keyring.fingerprint(master)


def custodians_of(file: Path) -> int:
    """Tell how many people sealed what was in the safe."""
    return read_escrow(_bytes(file), str(file)).custodians


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SettingError(
            str(file), f"it cannot be read: {error.strerror}", "Name another file."
        ) from error
