"""The plan and the profiles that bids are measured on."""

import os
import random
from collections.abc import Sequence
from pathlib import Path

from toile.ads.delivery.caps import CAPS
from toile.settings import Settings
from toile.wire import audience
from toile.wire import plan as plans
from toile.wire.audience import AEA, AUDIENCE_TABLE, SIZES_TABLE, Membership
from toile.wire.clock import MS_A_DAY, utc_day
from toile.wire.exchanges import Exchange, PublisherSite
from toile.wire.geography import DEPARTEMENTS
from toile.wire.ids import Aid, Ulid, new_ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Creative, Line, Media, Placement
from toile.wire.targeting import AgeRange, Cap, Geography, Targeting
from toile.worker.stores import open_stores

EXCHANGE = Exchange(
    id=Ulid("01M85275QPHZD88PEEFXQ0HCTX"),
    slug="bench",
    name="Bench",
    seat="klox",
    networks=("127.0.0.0/8",),
    system="exchange.example",
)
HOSTS = tuple(f"journal-{number}.example" for number in range(20))
SIZES = ((300, 250), (300, 600), (728, 90), (970, 250))
INTERESTS = ("467", "477", "480", "472", "473", "243", "787")
_DAYS_IN_THE_POOL = 89
_DEPARTEMENTS = tuple(DEPARTEMENTS)


def placements(now_ms: int) -> tuple[Placement, ...]:
    """Make four placements on each of twenty sites, all sold by exchanges."""
    return tuple(
        Placement(
            id=new_ulid(now_ms),
            key=f"{host}-{width}x{height}",
            publisher=host,
            origins=(f"https://www.{host}",),
            format="insert",
            width=width,
            height=height,
            publisher_id=_publisher(number),
            by_exchange=True,
        )
        for number, host in enumerate(HOSTS)
        for width, height in SIZES
    )


def plan(lines: int, now_ms: int, seed: int = 1) -> AdsPlan:
    """Make so many live lines: half for the pool, with places, ages and interests."""
    chance = random.Random(seed)  # noqa: S311 - the same plan each time
    places = placements(now_ms)
    return AdsPlan(
        version=1,
        made_ms=now_ms,
        lines=tuple(_line(chance, places, now_ms) for _ in range(lines)),
        placements=places,
        exchanges=(EXCHANGE,),
        sites=tuple(
            PublisherSite(publisher=_publisher(number), name=host, hosts=(host,))
            for number, host in enumerate(HOSTS)
        ),
        margin_percent=20,
    )


def publish(folder: Path, made: AdsPlan) -> None:
    """Put a plan where the edge reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ads.json").write_bytes(plans.encode(made))


def fill(settings: Settings, profiles: int, now_ms: int) -> Sequence[Aid]:
    """Put so many ids of the pool into the ads space; give them back."""
    aids = sorted(Aid(os.urandom(16)) for _ in range(profiles))
    member = audience.encode(Membership({AEA: utc_day(now_ms) + _DAYS_IN_THE_POOL}))
    stores = open_stores(settings.profiles)
    try:
        for first in range(0, profiles, 50_000):
            with stores.ads.update() as ads:
                for aid in aids[first : first + 50_000]:
                    ads.put(AUDIENCE_TABLE, aid, member)
        with stores.ads.update() as ads:
            ads.put(SIZES_TABLE, AEA.encode(), str(profiles).encode())
            ads.put(CAPS, b"nobody", b"\x81\xa5lines\x80")
    finally:
        stores.close()
    return aids


def _line(chance: random.Random, places: tuple[Placement, ...], now_ms: int) -> Line:
    poster = Media("a.webp", "image/webp", 600, 900, 80_000)
    geography: tuple[Geography, ...] = ()
    if chance.random() < 0.6:
        wanted = chance.sample(_DEPARTEMENTS, 6)
        geography = tuple(Geography("FR", None, code) for code in wanted)
    youngest = chance.choice((18, 25, 35, 50))
    return Line(
        id=new_ulid(now_ms),
        campaign=new_ulid(now_ms),
        distributor="Condor",
        film_title="L’Ombre de Staline",
        film_rating="tous publics",
        allocine_id=254025,
        starts_ms=now_ms - MS_A_DAY,
        ends_ms=now_ms + MS_A_DAY,
        budget=Money(10**13),
        price=Money(chance.randrange(2_000_000, 15_000_000, 1_000)),
        bid=Money(chance.randrange(1_500_000, 12_000_000, 1_000)),
        targeting=Targeting(
            placements=tuple(place.id for place in chance.sample(places, 8)),
            segments=(AEA,) if chance.random() < 0.7 else (),
            geography=geography,
            ages=(AgeRange(youngest, youngest + 24),) if chance.random() < 0.4 else (),
            genders=("female",) if chance.random() < 0.2 else (),
            interests=tuple(chance.sample(INTERESTS, 3))
            if chance.random() < 0.4
            else (),
        ),
        formats=("insert",),
        cap=Cap(20, 1),
        creatives=(Creative(new_ulid(now_ms), "poster", poster),),
        advertiser="condor.example",
        anonymous=True,
    )


def _publisher(number: int) -> Ulid:
    return Ulid(f"01M85275QPHZD88PEEFXQ0P{number:03d}")
