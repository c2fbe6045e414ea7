"""``toile demo``: the whole product, a living world around it, and a tour to begin."""

import asyncio
import logging
import os
import sys
import threading
import webbrowser

from toile.ops.demo.figures import LiveFigures
from toile.ops.demo.fill import fill
from toile.ops.demo.past.living import (
    past_to_write,
    read_past,
    settle_past,
    write_past,
)
from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.sites.server import Sites
from toile.ops.demo.town import town_of
from toile.ops.demo.world import World
from toile.ops.programs import start_all
from toile.ops.simulate import Town, crowd, seed
from toile.ops.supervise import Supervisor, stop_on_signals
from toile.settings import Settings
from toile.wire.clock import now_ms, to_datetime

_SEEDED = 140
_DEEDS_A_SECOND = 4.0


def run(
    settings: Settings,
    world: World,
    addresses: Addresses,
    *,
    people: int,
    months: int,
) -> None:
    """Run the demo until Ctrl-C; the database is migrated and Django is set up."""
    stop = stop_on_signals()
    now = to_datetime(now_ms())
    past = past_to_write(settings, now, months)
    filled = fill(world, addresses, now, past)
    # A paper of the past is no news to who waits for the demo.
    logging.getLogger("factur-x").setLevel(logging.WARNING)
    written = past and write_past(settings, world, addresses, filled, past)
    if written:
        read_past(settings)
    with Supervisor(settings.data / "logs", {}) as supervisor:
        start_all(supervisor, settings)
        if written:
            settle_past(written, supervisor.look)
        figures = LiveFigures(settings, filled.cinemas[world.cinemas[0].slug])
        sites = Sites(world, addresses, filled.site_keys, figures.now)
        with sites.open():
            town = town_of(world, addresses, filled.site_keys)
            living = threading.Thread(
                target=lambda: asyncio.run(_live(town, people, stop))
            )
            living.start()
            _say_hello(addresses)
            try:
                supervisor.watch(stop)
            finally:
                stop.set()
                living.join()
                figures.close()
    print("Tout est arrêté.")


def send_crowd(world: World, addresses: Addresses, people: int) -> str:
    """Let so many consenting spectators join a running demo; tell what they did."""
    filled = fill(world, addresses, to_datetime(now_ms()))
    town = town_of(world, addresses, filled.site_keys)
    return asyncio.run(seed(town, people)).tally.words()


async def _live(town: Town, people: int, stop: threading.Event) -> None:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait_for_the_end() -> None:
        stop.wait()
        loop.call_soon_threadsafe(over.set)

    waiting = loop.run_in_executor(None, wait_for_the_end)
    present = await seed(town, _SEEDED, people=_SEEDED + people * 20)
    if people:
        await crowd(town, people, _DEEDS_A_SECOND, over, present=present)
    await waiting


def _say_hello(addresses: Addresses) -> None:
    # Whoever reads along in a file waits for the address as well.
    print(
        f"\n  La visite guidée : {addresses.tour}\n  Ctrl-C arrête tout.\n", flush=True
    )
    has_screen = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    if has_screen or sys.platform == "darwin":
        webbrowser.open(addresses.tour)
