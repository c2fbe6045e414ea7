"""What ``toile bench edge`` measures: an edge with a large pool, and real requests.

A hundred thousand ids with segments and caps, fifty live lines, one member site. Each
request carries a cookie, a receipt or a token of its own, so that nothing is answered
from a memory of the request before.
"""

import os
import sys
import tempfile
from collections.abc import Iterator

from toile.ads import keys as ads_keys
from toile.ads.delivery import caps, counters
from toile.ads.delivery.caps import CAPS
from toile.ads.delivery.counters import COUNTERS
from toile.consent import expires_ms
from toile.ops.bench.edge import Edge, Traffic, run
from toile.ops.bench.serving import free_port
from toile.ops.bench.wrk import PreparedRequest
from toile.ops.keys import custody_of, ensure_keys
from toile.pool.identity import Identity
from toile.settings import Settings, load
from toile.wire import audience
from toile.wire import plan as plans
from toile.wire.audience import AEA, AUDIENCE_TABLE, SIZES_TABLE, Membership
from toile.wire.clock import MS_A_DAY, now_ms, utc_day
from toile.wire.ids import Aid, Tid, Ulid, new_tid, new_ulid, to_cookie
from toile.wire.money import Money
from toile.wire.plan import (
    AdsPlan,
    Creative,
    Line,
    Media,
    MemberSite,
    Placement,
    PoolPlan,
)
from toile.wire.targeting import Cap, Targeting
from toile.wire.tokens import ClickToken, ReceiptToken, Sealer
from toile.worker.stores import open_stores

POOL_IDS = 100_000
REQUESTS = 5_000
LINES = 50
_AGENT = (
    "User-Agent",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Safari/537.36",
)
_SITE = Ulid("01M85275QPHZD88PEEFXQ0HCTA")
_CINEMA = Ulid("01M85275QPHZD88PEEFXQ0HCTB")
_PLACE = Ulid("01M85275QPHZD88PEEFXQ0HCTC")
_CINEMA_ORIGIN = "https://www.leroyal.example"
_PUBLISHER_ORIGIN = "https://www.franceinter.example"


def bench(*, as_json: bool, seconds: int) -> None:
    """Prepare an edge in a temporary folder and measure it."""
    with tempfile.TemporaryDirectory(prefix="toile-bench-") as folder:
        environment = {
            **os.environ,
            "TOILE_DATA": folder,
            "TOILE_EDGE_PORT": str(free_port()),
            "TOILE_EDGE_PROCESSES": "1",
            "TOILE_LOG": "WARNING",
        }
        settings = load(environment)
        ensure_keys(settings)
        now = now_ms()
        tids = [new_tid() for _ in range(POOL_IDS)]
        _publish(settings, now)
        _fill(settings, tids, now)
        edge = Edge(
            (sys.executable, "-m", "toile.ops.cli", "edge"),
            settings.edge_port,
            environment,
        )
        traffic = [
            Traffic("/visit.gif", list(_visits(settings, tids, now))),
            Traffic("/ad", list(_ads(settings, tids))),
            Traffic("/click", list(_clicks(settings, tids, now))),
        ]
        run(edge, traffic, as_json=as_json, seconds=seconds)


def _publish(settings: Settings, now: int) -> None:
    settings.plan.mkdir(parents=True, exist_ok=True)
    site = MemberSite(
        id=_SITE,
        key="royal",
        name="Le Royal",
        origins=(_CINEMA_ORIGIN,),
        cinemas=(_CINEMA,),
    )
    pool = PoolPlan(version=1, made_ms=now, sites=(site,))
    (settings.plan / "pool.json").write_bytes(plans.encode(pool))
    place = Placement(
        id=_PLACE,
        key="franceinter",
        publisher="France Inter",
        origins=(_PUBLISHER_ORIGIN,),
        format="insert",
        width=300,
        height=600,
    )
    ads = AdsPlan(
        version=1,
        made_ms=now,
        lines=tuple(_line(number, now) for number in range(LINES)),
        placements=(place,),
    )
    (settings.plan / "ads.json").write_bytes(plans.encode(ads))


def _line(number: int, now: int) -> Line:
    poster = Media("a.webp", "image/webp", 600, 900, 80_000)
    return Line(
        id=new_ulid(now + number),
        campaign=new_ulid(now + number),
        distributor="Condor",
        film_title="L’Ombre de Staline",
        film_rating="tous publics",
        allocine_id=254025,
        starts_ms=now - MS_A_DAY,
        ends_ms=now + MS_A_DAY,
        budget=Money(10**15),
        price=Money(1_000_000 + number),
        targeting=Targeting(placements=(_PLACE,), segments=(AEA,)),
        formats=("insert",),
        cap=Cap(50, 1),
        creatives=(Creative(new_ulid(now), "poster", poster),),
    )


def _fill(settings: Settings, tids: list[Tid], now: int) -> None:
    identity = _identity(settings)
    stores = open_stores(settings.profiles)
    today = utc_day(now)
    plan = plans.decode((settings.plan / "ads.json").read_bytes(), AdsPlan)
    seen = caps.encode(caps.with_impression(caps.NOTHING, plan.lines[0].id, now))
    member = audience.encode(Membership({AEA: today + 89}))
    with stores.ads.update() as ads:
        ads.put(SIZES_TABLE, AEA.encode(), str(len(tids)).encode())
        for line in plan.lines:
            ads.put(COUNTERS, counters.key(line.id), counters.encode(counters.NOTHING))
        for tid in tids:
            aid = identity.aid(identity.sid(tid))
            ads.put(AUDIENCE_TABLE, aid, member)
            ads.put(CAPS, aid, seen)
    stores.close()


def _visits(settings: Settings, tids: list[Tid], now: int) -> Iterator[PreparedRequest]:
    receipts = Sealer(custody_of(settings).keys().receipt)
    identity = _identity(settings)
    for tid in tids[:REQUESTS]:
        token = ReceiptToken(
            expires_ms=expires_ms(now), sid=identity.sid(tid), site=_SITE, given_ms=now
        )
        receipt = receipts.seal(token)
        yield PreparedRequest(
            "GET",
            f"/visit.gif?site=royal&r={receipt}&p=/film/l-ombre-de-staline",
            (
                _AGENT,
                ("Referer", f"{_CINEMA_ORIGIN}/"),
                ("Cookie", f"tid={to_cookie(tid)}"),
            ),
        )


def _ads(settings: Settings, tids: list[Tid]) -> Iterator[PreparedRequest]:
    for aid in _aids(settings, tids):
        yield PreparedRequest(
            "GET",
            "/ad?p=franceinter&c=1",
            (
                _AGENT,
                ("Origin", _PUBLISHER_ORIGIN),
                ("Cookie", f"aid={to_cookie(aid)}"),
            ),
        )


def _clicks(settings: Settings, tids: list[Tid], now: int) -> Iterator[PreparedRequest]:
    keys = ads_keys.read(settings.ads_keys.read_bytes(), "keys")
    tokens = Sealer(bytes.fromhex(keys.token))
    for aid in _aids(settings, tids):
        token = ClickToken(
            expires_ms=now + MS_A_DAY,
            impression=new_ulid(now),
            served_ms=now - 5_000,
            campaign=_SITE,
            line=_SITE,
            creative=_SITE,
            placement=_PLACE,
            aid=aid,
            allocine_id=254025,
        )
        yield PreparedRequest(
            "GET",
            f"/click/{tokens.seal(token)}",
            (_AGENT, ("Cookie", f"aid={to_cookie(aid)}")),
        )


def _aids(settings: Settings, tids: list[Tid]) -> Iterator[Aid]:
    identity = _identity(settings)
    for tid in tids[:REQUESTS]:
        yield identity.aid(identity.sid(tid))


def _identity(settings: Settings) -> Identity:
    return Identity(custody_of(settings).keys(), now_ms())
