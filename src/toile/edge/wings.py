"""Putting an edge process together: the one place that opens its files and stores."""

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal

from toile.ads.creatives.addresses import Hosts
from toile.ads.delivery.caps import CAPS
from toile.ads.delivery.counters import COUNTERS, CURSORS
from toile.ads.delivery.noticed import NOTICED
from toile.ads.delivery.shading import SHADING
from toile.ads.direct.compiled import CompiledPlan, compile_plan
from toile.consent import Registration
from toile.edge.ads import routes as ads_routes
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.bidding.prices import price_reader
from toile.edge.ads.crowds import Crowds
from toile.edge.ads.geography import Places
from toile.edge.ads.media import Shelf
from toile.edge.ads.pace import Pace
from toile.edge.ads.progress import Progress
from toile.edge.ads.shades import Shades
from toile.edge.ads.wing import AdsWing
from toile.edge.counters import Counters
from toile.edge.door_key import DoorKey, read_ads_keys
from toile.edge.follow import Followed
from toile.edge.ops import routes as ops_routes
from toile.edge.ops.routes import Check
from toile.edge.plans import PlanInForce
from toile.edge.pool import routes as pool_routes
from toile.edge.pool.deletion import Deletion
from toile.edge.pool.wing import PoolWing
from toile.edge.server import Router
from toile.journal import Writer, open_reader, open_writer
from toile.pool.acknowledged import ACKNOWLEDGED
from toile.pool.clicked import CLICKED
from toile.pool.custody import Custody, KeysInForce
from toile.pool.deletion import read_issuers
from toile.pool.exposures import EXPOSURES
from toile.pool.moved import MOVED
from toile.pool.proofs import PROOFS, PROOFS_OF
from toile.pool.rights import FORGOTTEN
from toile.pool.sites import Sites
from toile.pool.visits import PROFILES
from toile.profiles import Space, open_space
from toile.settings import Settings
from toile.wire.audience import (
    AUDIENCE_TABLE,
    FORGOTTEN_TABLE,
    MOVED_TABLE,
    SIZES_TABLE,
)
from toile.wire.clock import now_ms
from toile.wire.errors import ProfileError
from toile.wire.plan import AdsPlan, PoolPlan
from toile.wire.tokens import Sealer

Wing = Literal["pool", "ads", "both"]

POOL_TABLES = (
    PROFILES,
    FORGOTTEN,
    EXPOSURES,
    MOVED,
    PROOFS,
    PROOFS_OF,
    CLICKED,
    ACKNOWLEDGED,
)
ADS_TABLES = (
    AUDIENCE_TABLE,
    FORGOTTEN_TABLE,
    MOVED_TABLE,
    SIZES_TABLE,
    CAPS,
    COUNTERS,
    CURSORS,
    NOTICED,
    SHADING,
)

_TICK_SECONDS = 0.25
_TICKS_A_PUBLISH = 4
_STORE_TRIES = 120

_log = logging.getLogger(__name__)


class EdgeApp:
    """One edge process: its router, and what must be closed when it stops."""

    def __init__(self, counters: Counters) -> None:
        self.router = Router()
        self.counters = counters
        self.checks: list[Check] = []
        self.plans: dict[str, Callable[[], int]] = {}
        self._writers: list[Writer] = []
        self._spaces: list[Space] = []
        self._followed: list[Followed] = []
        self._last_words: list[Callable[[], None]] = []
        self._ticking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Open the operations doors and begin to follow plans and counters."""
        ops_routes.add_routes(
            self.router, tuple(self.checks), self.counters.publish, self.plans
        )
        for followed in self._followed:
            followed.first(time.monotonic())
        self._ticking = asyncio.get_running_loop().create_task(self._tick())

    def keep(
        self,
        wing: str,
        writer: Writer,
        space: Space,
        refresh: Callable[[], Iterator[None]],
    ) -> None:
        """Take charge of a wing's stores and of keeping it fresh."""
        self._writers.append(writer)
        self._spaces.append(space)
        followed = Followed(refresh)
        self._followed.append(followed)
        fault = partial(_fault_now, followed)
        self.checks += [_journal_check(wing, writer), Check(f"turn {wing}", fault)]

    def at_the_end(self, say: Callable[[], None]) -> None:
        """Have something done before the journals are closed."""
        self._last_words.append(say)

    async def close(self) -> None:
        """Flush the journals and let go of the stores."""
        if self._ticking is not None:
            self._ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._ticking
        for say in self._last_words:
            say()
        for writer in self._writers:
            await writer.close()
        for space in self._spaces:
            space.close()
        self.counters.publish()

    async def _tick(self) -> None:
        ticks = 0
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            for _ in self._refresh():
                await asyncio.sleep(0)
            ticks += 1
            if ticks % _TICKS_A_PUBLISH == 0:
                self._publish()

    def _refresh(self) -> Iterator[None]:
        for followed in self._followed:
            yield from followed.turn(time.monotonic())

    def _publish(self) -> None:
        try:
            self.counters.publish()
        except Exception:  # noqa: BLE001 - counting must not stop the turns
            _log.exception("the counters are not in /metrics")


async def build(
    settings: Settings, wing: Wing, counters: Counters, index: int
) -> EdgeApp:
    """Open all that edge process ``index`` needs; called after the fork, in its loop.

    Raises ``SettingError`` when keys or the room for counters are missing,
    ``JournalError`` and ``ProfileError`` when a store cannot be opened.
    """
    counters.reserve()
    app = EdgeApp(counters)
    if wing in ("pool", "both"):
        await _add_pool(app, settings, index)
    if wing in ("ads", "both"):
        await _add_ads(app, settings, index)
    app.start()
    return app


async def _add_pool(app: EdgeApp, settings: Settings, index: int) -> None:
    custody = Custody(settings.pool_keys, settings.pool_master, os.environ)
    keys = KeysInForce(custody, now_ms)
    plan = PlanInForce(
        settings.plan / "pool.json", PoolPlan, Sites, PoolPlan(version=0, made_ms=0)
    )
    space = await _store(settings, "pool", POOL_TABLES)
    writer = open_writer(settings.journal, "pool", f"edge-{index}")
    pool = PoolWing(
        keys=keys,
        plan=plan,
        space=space,
        journal=writer,
        counters=app.counters,
        ads_url=settings.ads_url,
        portal_url=settings.portal_url,
        tcf_vendor=settings.tcf_vendor,
    )
    deletion = Deletion(
        issuers=read_issuers(settings.deletion_issuers),
        keys=keys,
        pool_url=settings.pool_url,
    )
    pool_routes.add_routes(app.router, pool, deletion)
    app.checks.append(_plan_check("pool", plan))
    app.plans["pool"] = lambda: plan.current.plan.version

    def refresh() -> Iterator[None]:
        keys.refresh()
        plan.refresh()
        yield

    app.keep("pool", writer, space, refresh)


async def _add_ads(app: EdgeApp, settings: Settings, index: int) -> None:
    keys = read_ads_keys(settings.ads_keys)
    door = DoorKey(settings.ads_keys, keys)
    plan = PlanInForce(
        settings.plan / "ads.json",
        AdsPlan,
        compile_plan,
        AdsPlan(version=0, made_ms=0),
    )
    space = await _store(settings, "ads", ADS_TABLES)
    writer = open_writer(settings.journal, "ads", f"edge-{index}")
    progress = Progress(space, open_reader(settings.journal, "ads"))
    pace = Pace(space, index, settings.edge_processes, progress.counted_until)
    crowds = Crowds(space)
    shelf = Shelf(settings.media)
    ads = AdsWing(
        tokens=Sealer(bytes.fromhex(keys.token)),
        why=Sealer(bytes.fromhex(keys.why)),
        door=door,
        plan=plan,
        space=space,
        pace=pace,
        shades=Shades(space),
        crowds=crowds,
        places=Places(settings.geography, settings.trusted_proxies),
        shelf=shelf,
        journal=writer,
        counters=app.counters,
        ads_url=settings.ads_url,
        pool_url=settings.pool_url,
        portal_url=settings.portal_url,
        read_price=price_reader(bytes.fromhex(keys.exchanges)),
    )
    desk = Desk(
        master=bytes.fromhex(keys.partners),
        processes=settings.edge_processes,
        hosts=Hosts(settings.ads_url, settings.portal_url),
        registration=_registration(settings.tcf_vendor),
    )
    ads_routes.add_routes(app.router, ads, desk)
    app.checks.append(_plan_check("ads", plan))
    app.plans["ads"] = lambda: plan.current.plan.version

    def refresh() -> Iterator[None]:
        door.refresh()
        if plan.refresh():
            shelf.allow(plan.current)
            desk.compile(plan.current.plan)
        crowds.refresh(plan.current)
        yield from pace.refreshing(plan.current, now_ms())
        desk.refresh(pace, crowds, now_ms())
        for told in ads.supply.due(now_ms()):
            writer.append(told)

    def tell_the_rest() -> None:
        for told in ads.supply.rest(now_ms()):
            writer.append(told)

    app.keep("ads", writer, space, refresh)
    app.at_the_end(tell_the_rest)


async def _store(
    settings: Settings, name: Literal["pool", "ads"], tables: tuple[str, ...]
) -> Space:
    """Open a store that the worker makes; it may be starting just now."""
    for _ in range(_STORE_TRIES):
        try:
            return open_space(settings.profiles, name, tables, read_only=True)
        except ProfileError as error:
            _log.info("waiting for the worker: %s", error)
            await asyncio.sleep(_TICK_SECONDS)
    return open_space(settings.profiles, name, tables, read_only=True)


def _registration(vendor: int) -> Registration | None:
    """Give the operator's entry on the vendor list; none without a number there."""
    return Registration(vendor) if vendor else None


def _fault_now(followed: Followed) -> str:
    return followed.fault(time.monotonic())


def _journal_check(stream: str, writer: Writer) -> Check:
    return Check(f"journal {stream}", lambda: "" if writer.healthy else writer.problem)


def _plan_check(
    wing: str,
    plan: PlanInForce[PoolPlan, Sites] | PlanInForce[AdsPlan, CompiledPlan],
) -> Check:
    waiting = "no plan yet; start the worker."
    return Check(f"plan {wing}", lambda: "" if plan.loaded else waiting)
