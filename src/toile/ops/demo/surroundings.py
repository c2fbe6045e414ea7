"""The surroundings of a demo: a folder of its own, addresses that follow its ports.

Whatever a shell has set for a real installation (its data, its database, its keys) is
put aside: a demo must never fill or wipe anything but itself.
"""

import os
import shutil
from pathlib import Path

from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.sites.open_data import PATH as OPEN_DATA
from toile.ops.demo.world.load import PLACES
from toile.settings import TABLE, Settings, load
from toile.wire.errors import SettingError

_MARK = ".toile-demo"
VENDOR = 4_000
"""Above all ids that the IAB has given."""

# What a user may choose for a demo as well: where it listens, how much it says.
_KEPT = ("edge_port", "portal_port", "sites_port", "edge_processes", "log")


def take_up(folder: Path) -> tuple[Settings, Addresses]:
    """Make this process, and those it starts, run in the demo's surroundings."""
    for setting in TABLE:
        if setting.name not in _KEPT:
            os.environ.pop(setting.variable, None)
    ports = load()
    os.environ |= {
        "TOILE_DATA": str(folder.absolute()),
        "TOILE_POOL_URL": f"http://pool.localhost:{ports.edge_port}",
        "TOILE_ADS_URL": f"http://ads.localhost:{ports.edge_port}",
        "TOILE_PORTAL_URL": f"http://localhost:{ports.portal_port}",
        "TOILE_GEOGRAPHY": str(PLACES),
        "TOILE_SHOWTIMES": f"http://127.0.0.1:{ports.sites_port}{OPEN_DATA}",
        "TOILE_SIMULATED": "1",
        # Its cinemas' sites are on this machine.
        "TOILE_CHECK_PRIVATE": "1",
        # Nobody's id on the vendor list: the crowd's consent strings name it.
        "TOILE_TCF_VENDOR": str(VENDOR),
        # Its people hold no second factor: a visitor walks in with a password alone.
        "TOILE_TWO_FACTOR_REQUIRED": "0",
    }
    settings = load()
    addresses = Addresses(
        pool_url=settings.pool_url,
        ads_url=settings.ads_url,
        portal_url=settings.portal_url,
        port=settings.sites_port,
    )
    return settings, addresses


def take_folder(folder: Path, *, fresh: bool) -> None:
    """Make the demo's folder, without what an earlier demo left in it.

    Raises ``SettingError`` for a folder that holds anything that is no demo's.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise SettingError(
            str(folder),
            "it holds something that no demo made",
            "Give the demo an empty folder with --data.",
        )
    try:
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARK).touch()
    except OSError as error:
        raise SettingError(
            str(folder),
            f"the demo cannot be put there: {error.strerror}",
            "Give the demo a folder that this user may write to with --data.",
        ) from error
