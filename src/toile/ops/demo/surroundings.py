"""The settings of a demo: its own data folder, addresses that follow its ports."""

import os
from collections.abc import Mapping
from pathlib import Path

from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.world.load import FOLDER
from toile.settings import Settings, load

_PLACES = FOLDER / "places.mmdb"


def demo_environment(given: Mapping[str, str]) -> dict[str, str]:
    """Choose what the user has not: everything under ``var/demo``, on loopback."""
    edge_port = given.get("TOILE_EDGE_PORT", "8100")
    portal_port = given.get("TOILE_PORTAL_PORT", "8000")
    chosen = {
        "TOILE_DATA": str(Path("var/demo").absolute()),
        "TOILE_POOL_URL": f"http://pool.localhost:{edge_port}",
        "TOILE_ADS_URL": f"http://ads.localhost:{edge_port}",
        "TOILE_PORTAL_URL": f"http://localhost:{portal_port}",
        "TOILE_GEOGRAPHY": str(_PLACES),
        "TOILE_SIMULATED": "1",
    }
    return {**chosen, **{name: given[name] for name in chosen if name in given}}


def take_up(environment: Mapping[str, str]) -> tuple[Settings, Addresses]:
    """Make this process, and those it starts, run in the demo's surroundings."""
    os.environ.update(environment)
    settings = load()
    addresses = Addresses(
        pool_url=settings.pool_url,
        ads_url=settings.ads_url,
        portal_url=settings.portal_url,
        port=settings.sites_port,
    )
    return settings, addresses
