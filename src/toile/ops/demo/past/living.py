"""The past from its first event to its last closed month."""

import datetime
import threading
from collections.abc import Callable

import msgspec
from django.db import close_old_connections

from toile.ops.demo.fill import Filled
from toile.ops.demo.past import journal
from toile.ops.demo.past.calendar import Past, past_of
from toile.ops.demo.past.deeds import PEOPLE, deeds_of
from toile.ops.demo.past.mornings import is_read, live_through
from toile.ops.demo.past.scene import scene_of
from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.world import World
from toile.ops.keys import custody_of
from toile.pool.custody import KeysInForce
from toile.portal.accounts.selectors import controllers
from toile.settings import Settings
from toile.wire.clock import now_ms, to_datetime
from toile.wire.errors import ToileError
from toile.wire.events import Click
from toile.worker.loop import Worker

_TRIES = 600
_PAUSE_SECONDS = 0.2


class Written(msgspec.Struct, frozen=True):
    """A past that is in the journal: when it was written, and its clicks."""

    past: Past
    at_ms: int
    clicks: int


def past_to_write(
    settings: Settings, now: datetime.datetime, months: int
) -> Past | None:
    """Tell what the past of a new demo is; one that goes on has its own already."""
    return past_of(now, months) if journal.is_empty(settings.journal) else None


def write_past(
    settings: Settings,
    world: World,
    addresses: Addresses,
    filled: Filled,
    past: Past,
    people: int = PEOPLE,
) -> Written:
    """Write what happened, into a journal that is empty."""
    identity = KeysInForce(custody_of(settings), now_ms).identity
    scene = scene_of(world, addresses, filled.site_keys, filled.campaigns)
    named = [organisation.name for organisation in controllers()]
    pool, ads = deeds_of(scene, past, named, identity, people)
    journal.write(settings.journal, pool, ads)
    clicks = sum(isinstance(event, Click) for event in ads)
    return Written(past, now_ms(), clicks)


def read_past(settings: Settings) -> None:
    """Let a worker read what was written, before anybody's present waits behind it.

    It copies no figures: the demo's own worker does, while people look around.
    Raises ``ToileError`` where it could not read.
    """
    worker = Worker(settings)
    try:
        worker.read()
        for deed, why in worker.failing.items():
            raise _unread(f"the worker stopped at «{deed}»: {why}")
    finally:
        worker.close()


def settle_past(written: Written, look: Callable[[], object]) -> None:
    """Close the past's months, once the demo's worker says that all is counted.

    ``look`` is asked meanwhile and raises if the worker is no more. Raises
    ``ToileError`` when it does not come to an end.
    """
    pause = threading.Event()
    since = to_datetime(written.at_ms)
    for _ in range(_TRIES):
        if is_read(written.past, written.clicks, since):
            live_through(written.past)
            close_old_connections()
            return
        look()
        pause.wait(_PAUSE_SECONDS)
    raise _unread("the worker has not counted it")


def _unread(why: str) -> ToileError:
    return ToileError(
        "The demo's past", why, "Look into worker.log, or start with --months 0."
    )
