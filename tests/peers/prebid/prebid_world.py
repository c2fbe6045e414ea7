"""What an exchange of readers' browsers is asked for: lines, a deal, places; one edge.

Inès is in the pool. A line of the pool pays most in the open, another by a deal; one
that needs nobody's consent to an id pays little. A film waits for a player.
"""

import io
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from PIL import Image

from toile.journal import Cursor, open_reader
from toile.ops.bench.serving import free_port
from toile.ops.keys import ensure_keys
from toile.settings import Settings, load
from toile.wire import audience, plan
from toile.wire.audience import AEA, AUDIENCE_TABLE, SIZES_TABLE, Membership
from toile.wire.clock import MS_A_DAY, now_ms, utc_day
from toile.wire.events import Event
from toile.wire.exchanges import Deal, Exchange, PublisherSite
from toile.wire.ids import Aid, Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Creative, Line, Media, Placement, PoolPlan
from toile.wire.targeting import Targeting
from toile.worker.stores import open_stores

PATIENCE_S = 30.0
VENDOR = 755  # our number in the strings of tests/consent/tc_writer.py
INES = Aid(b"ines reads news.")
PREBID = Ulid("01M85275QPHZD88PEEFXQ0EXC1")
OTHER = Ulid("01M85275QPHZD88PEEFXQ0EXC2")
PUBLISHER = Ulid("01M85275QPHZD88PEEFXQ0PBS1")
INSERT = Ulid("01M85275QPHZD88PEEFXQ0P1C1")
PREROLL = Ulid("01M85275QPHZD88PEEFXQ0P1C2")
DEAL = Deal(
    id=Ulid("01M85275QPHZD88PEEFXQ0DEA1"),
    exchange=PREBID,
    code="radio-cine",
    floor=Money(8_000_000),
)

Kind = TypeVar("Kind", bound=Event)


@dataclass(frozen=True)
class World:
    """A running edge, and the addresses of everybody who takes part."""

    settings: Settings
    edge_port: int
    sites_port: int

    @property
    def ads(self) -> str:
        return f"http://ads.localhost:{self.edge_port}"

    def site(self, name: str, path: str = "/") -> str:
        """Give an address of the publisher or of another exchange."""
        return f"http://{name}.localhost:{self.sites_port}{path}"

    def event(self, kind: type[Kind], impression: str) -> Kind:
        """Wait for the event of an impression to be in the journal, and give it."""

        def found() -> list[Kind]:
            batch = open_reader(self.settings.journal, "ads").read(Cursor(), 100_000)
            events: list[Any] = [entry.event for entry in batch.entries]
            return [
                event
                for event in events
                if isinstance(event, kind)
                and getattr(event, "impression", "") == impression
            ]

        until(found, f"a {kind.__name__} of {impression}")
        (event,) = found()
        return event

    def counted(self, door: str, outcome: str) -> int:
        """Read how often the edge counted an outcome."""
        wanted = f'toile_edge_outcomes_total{{door="{door}",outcome="{outcome}"}} '
        url = f"http://127.0.0.1:{self.edge_port}/metrics"
        with urllib.request.urlopen(url, timeout=5) as answer:
            lines = answer.read().decode().splitlines()
        told = [line for line in lines if line.startswith(wanted)]
        return int(float(told[0].rpartition(" ")[2])) if told else 0


def until(ask: Callable[[], object], what: str) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE_S
    while not ask():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.02)


@contextmanager
def running(data: Path, sites_port: int) -> Iterator[World]:
    """Publish the plan, fill the pool, start an edge, stop it."""
    port = free_port()
    own = {
        "TOILE_DATA": str(data),
        "TOILE_EDGE_PORT": str(port),
        "TOILE_EDGE_PROCESSES": "1",
        "TOILE_ADS_URL": f"http://ads.localhost:{port}",
        "TOILE_POOL_URL": f"http://pool.localhost:{port}",
        "TOILE_TCF_VENDOR": str(VENDOR),
    }
    kept = {name: v for name, v in os.environ.items() if not name.startswith("TOILE_")}
    kept.pop("PROMETHEUS_MULTIPROC_DIR", None)
    world = World(load(own), port, sites_port)
    _furnish(world)
    log = (data.parent / "edge.log").open("wb")
    command = [sys.executable, "-m", "toile.ops.cli", "edge"]
    process = subprocess.Popen(command, env=kept | own, stdout=log, stderr=log)
    try:
        until(lambda: _ready(port), "the edge is ready")
        yield world
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
        log.close()


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as it:
            return bool(it.status == 200)
    except OSError:
        return False


def _furnish(world: World) -> None:
    settings, now = world.settings, now_ms()
    ensure_keys(settings)
    settings.plan.mkdir(parents=True)
    settings.media.mkdir(parents=True)
    poster = io.BytesIO()
    Image.new("RGB", (300, 600), (120, 34, 40)).save(poster, "WEBP")
    (settings.media / POSTER.file).write_bytes(poster.getvalue())
    (settings.plan / "ads.json").write_bytes(plan.encode(_plan(world, now)))
    pool = PoolPlan(version=1, made_ms=now)
    (settings.plan / "pool.json").write_bytes(plan.encode(pool))
    stores = open_stores(settings.profiles)
    with stores.ads.update() as ads:
        member = audience.encode(Membership({AEA: utc_day(now) + 89}))
        ads.put(AUDIENCE_TABLE, INES, member)
        ads.put(SIZES_TABLE, AEA.encode(), b"1000")
    stores.close()


POSTER = Media(f"{'a' * 64}.webp", "image/webp", 300, 600, 2_000)
TEASER = Media(f"{'b' * 64}.mp4", "video/mp4", 640, 360, 900_000, duration_ms=20_000)


def _plan(world: World, now: int) -> AdsPlan:
    place = Placement(
        id=INSERT,
        key="inter-insert",
        publisher="France Inter",
        origins=(world.site("franceinter", ""),),
        format="insert",
        width=300,
        height=600,
        publisher_id=PUBLISHER,
        by_exchange=True,
    )
    preroll = msgspec.structs.replace(place, id=PREROLL, key="pre", tag_id="preroll")
    prebid = Exchange(
        id=PREBID,
        slug="prebid",
        name="Prebid",
        seat="toile",
        by_browser=True,
        explains=True,
    )
    answer = world.site("exchange", "/setuid?uid={UID}&tc={GDPR_CONSENT}")
    other = Exchange(id=OTHER, slug="other", name="Autre", sync_url=answer)
    return AdsPlan(
        version=1,
        made_ms=now,
        lines=(
            _line(now, "P001", 6_000_000, segments=(AEA,)),
            _line(now, "DEA1", 9_000_000, deals=(DEAL.id,), segments=(AEA,)),
            _line(now, "ANY0", 2_000_000, anonymous=True),
            _line(now, "F11M", 4_000_000, places=(PREROLL,), teaser=TEASER),
        ),
        placements=(place, preroll),
        exchanges=(prebid, other),
        deals=(DEAL,),
        sites=(
            PublisherSite(
                publisher=PUBLISHER,
                name="France Inter",
                hosts=("franceinter.localhost",),
            ),
        ),
        margin_percent=20,
    )


def _line(
    now: int,
    name: str,
    bid: int,
    *,
    segments: tuple[str, ...] = (),
    deals: tuple[Ulid, ...] = (),
    places: tuple[Ulid, ...] = (),
    teaser: Media | None = None,
    anonymous: bool = False,
) -> Line:
    kind = "poster" if teaser is None else "teaser"
    return Line(
        id=line_of(name),
        campaign=Ulid(f"01M85275QPHZD88PEEFXQCAM{name[:2]}"),
        distributor="Condor",
        film_title="L’Ombre de Staline",
        film_rating="Tous publics",
        allocine_id=258374,
        starts_ms=now - MS_A_DAY,
        ends_ms=now + MS_A_DAY,
        budget=Money(10**13),
        price=Money(bid * 100 // 80),
        bid=Money(bid),
        targeting=Targeting(placements=places, segments=segments),
        formats=("insert",),
        cap=None,
        creatives=(
            Creative(Ulid(f"01M85275QPHZD88PEEFXQCRE{name[:2]}"), kind, POSTER, teaser),
        ),
        deals=deals,
        advertiser="condor.example",
        pacing="fast",
        anonymous=anonymous,
    )


def line_of(name: str) -> Ulid:
    """Give a line's id by its short name."""
    return Ulid(f"01M85275QPHZD88PEEFXQ011{name[:2]}")
