"""Telling the portal which versions of the union's keys there are; never a key."""

import os

from toile.pool.custody import Custody
from toile.pool.keyring import Keyring
from toile.portal.custody.services import Version, note_versions
from toile.settings import Settings
from toile.wire.clock import to_datetime


def note_keys(settings: Settings) -> None:
    """Read the key file, without unwrapping it, and set what the portal shows."""
    custody = Custody(settings.pool_keys, settings.pool_master, os.environ)
    note_versions(versions_of(custody.keyring()))


def versions_of(ring: Keyring) -> list[Version]:
    """List the versions of a keyring, dates and people alone."""
    held = [
        Version(
            number=each.version,
            made_at=to_datetime(each.made_ms),
            # Of before versions, it is in force since anybody can tell.
            in_force_at=to_datetime(each.from_ms or each.made_ms),
            made_by=each.by,
            until=None if each.until_ms is None else to_datetime(each.until_ms),
        )
        for each in ring.ids
    ]
    gone = [
        Version(
            number=each.version,
            made_at=to_datetime(each.made_ms),
            in_force_at=to_datetime(each.from_ms or each.made_ms),
            made_by=each.made_by,
            until=to_datetime(each.until_ms),
            destroyed_at=to_datetime(each.destroyed_ms),
            destroyed_by=each.by,
        )
        for each in ring.destroyed
    ]
    return [*held, *gone]
