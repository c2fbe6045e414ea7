"""Of ``toile doctor``: the keys of both wings and the seal of agreements."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

from toile.edge.door_key import read_ads_keys
from toile.ops.finding import Finding
from toile.ops.keys import custody_of
from toile.ops.seal import passphrase_of
from toile.pool.keyring import Keyring
from toile.portal.agreements.sealing.keys import NoSealError, open_seal
from toile.portal.custody.selectors import ROTATED_EVERY
from toile.settings import Settings
from toile.wire.clock import now_ms, to_datetime
from toile.wire.errors import SettingError, ToileError

_SEAL_AHEAD = datetime.timedelta(days=60)
"""A certificate of a trust service provider takes weeks to get."""


def keys(settings: Settings) -> Iterator[Finding]:
    """Look whether both key files are there, private, and open."""
    for path, read in (
        (settings.pool_keys, lambda: custody_of(settings).keys()),
        (settings.ads_keys, lambda: read_ads_keys(settings.ads_keys)),
    ):
        if not path.exists():
            yield Finding(f"keys {path.name}", "missing; run `toile keys`")
        elif path.stat().st_mode & 0o077:
            yield Finding(f"keys {path.name}", f"others may read it; chmod 600 {path}")
        else:
            yield Finding(f"keys {path.name}", _fault(read))


def keys_due(settings: Settings) -> Iterator[Finding]:
    """Look what is due of the union's keys, and whether both wings' door is one."""
    if not settings.pool_keys.exists():
        return
    custody = custody_of(settings)
    try:
        ring, held = custody.keyring(), custody.keys()
    except SettingError:
        # Told by the look at the file itself.
        return
    due = list(_due(ring, now_ms()))
    if not _same_door(settings, held.door):
        due.append("the wings hold two keys of the door: `toile keys renew-door`")
    newest = max(ring.ids, key=lambda each: each.version)
    yield Finding("keys due", "; ".join(due), f"version {newest.version} is in force")


def _due(ring: Keyring, now: int) -> Iterator[str]:
    newest = max(ring.ids, key=lambda each: each.version)
    oldest = min(ring.ids, key=lambda each: each.version)
    if oldest.until_ms is not None and oldest.until_ms <= now:
        yield f"version {oldest.version} is over: `toile keys retire`"
    first_ms = min(
        [each.made_ms for each in ring.ids] + [each.made_ms for each in ring.destroyed]
    )
    for name, made_ms, command in (
        (f"version {newest.version}", newest.from_ms or newest.made_ms, "rotate"),
        ("the key of receipts", ring.receipt_made_ms or first_ms, "renew-receipts"),
        ("the key of the door", ring.door_made_ms or first_ms, "renew-door"),
    ):
        if to_datetime(made_ms) + ROTATED_EVERY < to_datetime(now):
            yield f"{name} is more than a year old: `toile keys {command}`"


def _same_door(settings: Settings, door: bytes) -> bool:
    """Tell whether the operator's file, if it is here, holds the same key."""
    try:
        return read_ads_keys(settings.ads_keys).door == door.hex()
    except SettingError:
        return True


def seal(settings: Settings) -> Iterator[Finding]:
    """Look whether the seal of agreements is there, opens, and holds long enough."""
    path: Path = settings.seal
    if not path.exists():
        yield Finding("seal", "missing: no agreement can be signed; run `toile seal`")
        return
    try:
        signer = open_seal(path, passphrase_of(settings))
    except NoSealError as error:
        yield Finding("seal", f"{error}; no agreement can be signed: put a good one")
        return
    certificate = signer.signing_cert
    until = certificate.not_valid_after if certificate else None
    if until is None:
        return
    day = f"{until:%Y-%m-%d}"
    if until - datetime.datetime.now(datetime.UTC) < _SEAL_AHEAD:
        yield Finding("seal", f"its certificate ends on {day}; get the next one now")
    else:
        yield Finding("seal", note=f"its certificate holds until {day}")


def _fault(read: Callable[[], object]) -> str:
    try:
        read()
    except (ToileError, OSError) as error:
        return str(error)
    return ""
