"""A real edge on a free port: its own journal, stores, plans, keys, and a plain client.

Camille's browser visits the Royal in Toulon and reads France Inter; the Utopia is the
pool's other member.
"""

import asyncio
import contextlib
import gc
import hashlib
import http.client
import json
import shutil
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest

from toile.ads import keys as ads_keys
from toile.edge.counters import Counters
from toile.edge.limits import Limits
from toile.edge.server import Server
from toile.edge.wings import EdgeApp, Wing, build
from toile.journal import Cursor, open_reader
from toile.ops.keys import custody_of, ensure_keys
from toile.pool.identity import Identity
from toile.settings import Settings, load
from toile.wire import plan as plans
from toile.wire.clock import MS_A_DAY, now_ms
from toile.wire.events import AnyEvent, Supply
from toile.wire.ids import Aid, Sid, Tid, Ulid, to_cookie
from toile.wire.money import Money
from toile.wire.plan import (
    AdsPlan,
    Controller,
    Creative,
    Line,
    Media,
    MemberSite,
    Placement,
    PoolPlan,
)
from toile.wire.targeting import Targeting
from toile.wire.tokens import Sealer
from toile.worker.stores import Stores, open_stores

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari"
ROYAL = MemberSite(
    id=Ulid("01M85275QPHZD88PEEFXQ0R0YA"),
    key="royal-key",
    name="Le Royal",
    origins=("https://leroyal.example", "https://www.leroyal.example"),
    cinemas=(
        Ulid("01M85275QPHZD88PEEFXQC1NE1"),
        Ulid("01M85275QPHZD88PEEFXQC1NE2"),
    ),
    privacy_url="https://leroyal.example/confidentialite",
)
UTOPIA = MemberSite(
    id=Ulid("01M85275QPHZD88PEEFXQ0VT0P"),
    key="utopia-key",
    name="Utopia",
    origins=("https://utopia.example",),
    cinemas=(Ulid("01M85275QPHZD88PEEFXQC1NE3"),),
)
CAMILLE = Tid(b"camille's cookie")
LETTERS = b"abcdefghijklmnopqrstuvwxyz"  # stands for the poster's content
POSTER = Media(
    f"{hashlib.sha256(LETTERS).hexdigest()}.webp", "image/webp", 600, 900, len(LETTERS)
)
PLACEMENT = Placement(
    id=Ulid("01M85275QPHZD88PEEFXQ0P1AC"),
    key="inter-insert",
    publisher="France Inter",
    origins=("https://franceinter.example",),
    format="insert",
    width=300,
    height=600,
)
POPUP = msgspec.structs.replace(
    PLACEMENT,
    id=Ulid("01M85275QPHZD88PEEFXQP0P0P"),
    key="inter-popup",
    format="popup",
)
LINE = Line(
    id=Ulid("01M85275QPHZD88PEEFXQ11NE0"),
    campaign=Ulid("01M85275QPHZD88PEEFXQCAMPA"),
    distributor="Condor",
    film_title="L’Ombre de Staline",
    film_rating="Tous publics",
    allocine_id=258374,
    starts_ms=0,
    ends_ms=4_000_000_000_000,
    budget=Money(1_000_000_000_000),
    price=Money(8_000_000),
    targeting=Targeting(segments=("aea",)),
    formats=("insert", "popup"),
    cap=None,
    creatives=(Creative(Ulid("01M85275QPHZD88PEEFXQ0CREA"), "poster", POSTER),),
)


@dataclass(frozen=True)
class Reply:
    """One answer, header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()
    """Every Set-Cookie; ``headers`` has the last of them."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str | None:
        """The code of a problem document."""
        assert self.headers["content-type"] == "application/problem+json"
        code: str | None = self.json.get("code")
        return code


@dataclass
class House:
    """What an edge finds when it starts; tests change it beforehand."""

    settings: Settings
    royal: MemberSite = ROYAL
    utopia: MemberSite = UTOPIA
    line: Line = LINE
    placement: Placement = PLACEMENT
    popup: Placement = POPUP
    tid: Tid = CAMILLE
    version: int = 0

    def __post_init__(self) -> None:
        ensure_keys(self.settings)
        ads_path = self.settings.ads_keys
        pool = custody_of(self.settings).keys()
        ads = ads_keys.read(ads_path.read_bytes(), str(ads_path))
        self.identity = Identity(pool, now_ms())
        self.receipts = Sealer(pool.receipt)
        self.door = Sealer(pool.door)
        self.tokens = Sealer(bytes.fromhex(ads.token))
        self.settings.plan.mkdir(parents=True, exist_ok=True)
        self.settings.media.mkdir(parents=True, exist_ok=True)
        (self.settings.media / POSTER.file).write_bytes(LETTERS)
        open_stores(self.settings.profiles).close()

    @property
    def poster(self) -> str:
        """The path of the line's poster."""
        return f"/media/{POSTER.file}"

    @property
    def sid(self) -> Sid:
        """The pool's id of Camille's browser."""
        return self.identity.sid(self.tid)

    @property
    def aid(self) -> Aid:
        """The ads wing's id of Camille's browser."""
        return self.identity.aid(self.sid)

    @property
    def tid_cookie(self) -> dict[str, str]:
        return {"Cookie": f"tid={to_cookie(self.tid)}"}

    @property
    def aid_cookie(self) -> dict[str, str]:
        return {"Cookie": f"aid={to_cookie(self.aid)}"}

    @contextlib.contextmanager
    def stores(self) -> Iterator[Stores]:
        """The worker's stores; only while no edge of this house is open."""
        stores = open_stores(self.settings.profiles)
        try:
            yield stores
        finally:
            stores.close()
            gc.collect()

    def publish_pool(self, **changed: Any) -> None:
        self.version += 1
        values: dict[str, Any] = {
            "version": self.version,
            "made_ms": 0,
            "sites": (ROYAL, UTOPIA),
            "controllers": (
                Controller("SCARE", "union"),
                Controller("Klox", "operator"),
            ),
        }
        self.write_plan("pool", plans.encode(PoolPlan(**values | changed)))

    def publish_ads(self, *lines: Line, **changed: Any) -> None:
        self.version += 1
        values: dict[str, Any] = {
            "version": self.version,
            "made_ms": 0,
            "lines": lines or (LINE,),
            "placements": (PLACEMENT, POPUP),
        }
        self.write_plan("ads", plans.encode(AdsPlan(**values | changed)))

    def write_plan(self, wing: str, document: bytes) -> None:
        """Replace a plan whole, as the worker does."""
        beside = self.settings.plan / f"{wing}.new"
        beside.write_bytes(document)
        beside.replace(self.settings.plan / f"{wing}.json")

    def contextual(self, **changed: Any) -> Line:
        """The line without a segment."""
        values = {"targeting": Targeting()} | changed
        return msgspec.structs.replace(LINE, **values)

    def break_journal(self, stream: str) -> None:
        """Put a file where the journal's folder was: nothing can be written."""
        folder = Path(self.settings.journal.removeprefix("file:")) / stream
        shutil.rmtree(folder)
        folder.write_text("")

    def mend_journal(self, stream: str) -> None:
        folder = Path(self.settings.journal.removeprefix("file:")) / stream
        folder.unlink()
        folder.mkdir()

    def open(self, wing: Wing = "both") -> "Edge":
        """Start an edge on what is in this house."""
        return Edge(self, wing)


@dataclass
class Edge:
    """A running edge: a loop in a thread, a port, and what it wrote."""

    house: House
    wing: Wing
    app: EdgeApp = field(init=False)
    port: int = field(init=False)

    def __enter__(self) -> "Edge":
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._open = True
        try:
            self.run(self._start())
        except BaseException:
            self._end_loop()
            raise
        self._before = self._outcomes()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Run something in the edge's loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(20)

    def stop(self) -> None:
        """Stop gently: what was accepted is on disk afterwards."""
        if self._open:
            self._open = False
            self.run(self._server.stop(1.0))
            self.run(self.app.close())
            self._end_loop()

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """Ask over the network."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            sent = {"User-Agent": CHROME, **(headers or {})}
            connection.request(method, path, body, sent)
            got = connection.getresponse()
            told = {name.lower(): value for name, value in got.getheaders()}
            cookies = got.headers.get_all("Set-Cookie", [])
            return Reply(got.status, told, got.read(), tuple(cookies))
        finally:
            connection.close()

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        return self.ask("GET", path, headers)

    def post(
        self, path: str, report: object, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Post a report as the pixel does, from a page of the Royal."""
        body = report if isinstance(report, bytes) else json.dumps(report).encode()
        sent = {"Origin": ROYAL.origins[0], "Content-Type": "text/plain;charset=UTF-8"}
        return self.ask("POST", path, {**sent, **(headers or {})}, body)

    def on_disk(self, stream: Literal["pool", "ads"]) -> list[AnyEvent]:
        """Read the events that are on disk this moment."""
        batch = open_reader(self.house.settings.journal, stream).read(Cursor(), 1_000)
        return [entry.event for entry in batch.entries]

    def written(self, stream: Literal["pool", "ads"]) -> list[AnyEvent]:
        """Stop, and read all that was ever written but what is told at every end."""
        self.stop()
        return [e for e in self.on_disk(stream) if not isinstance(e, Supply)]

    def counted(self, door: str, outcome: str) -> int:
        """How often /metrics counted an outcome since this edge started."""
        key = f'toile_edge_outcomes_total{{door="{door}",outcome="{outcome}"}}'
        return int(self._outcomes().get(key, 0) - self._before.get(key, 0))

    def refused(self, status: int) -> int:
        """How often the server itself refused with a status."""
        key = f'toile_edge_refused_requests_total{{status="{status}"}}'
        return int(self._outcomes().get(key, 0) - self._before.get(key, 0))

    def refresh(self) -> None:
        """Take the turn that follows plans and counters now."""

        async def turn() -> None:
            for _ in self.app._refresh():
                pass

        self.run(turn())

    def hold_still(self) -> None:
        """Take no further turn, so that a slow machine changes nothing."""
        assert self.app._ticking is not None
        self._loop.call_soon_threadsafe(self.app._ticking.cancel)

    async def _start(self) -> None:
        counters = Counters()
        self.app = await build(self.house.settings, self.wing, counters, 0)
        limits = Limits(linger_seconds=0.1)
        self._server = Server(
            self.app.router,
            limits,
            on_refusal=counters.refused,
            tally=counters.server,
        )
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        await self._server.listen(listening)

    def _outcomes(self) -> dict[str, float]:
        lines = self.get("/metrics").body.decode().splitlines()
        rows = (line.rpartition(" ") for line in lines if not line.startswith("#"))
        return {key: float(value) for key, _, value in rows}

    def _end_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


@pytest.fixture
def make_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., House]:
    """Make a house with plans published; variables may be given."""
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)

    def make(**variables: str) -> House:
        environment = {
            "TOILE_DATA": str(tmp_path / "data"),
            "TOILE_EDGE_PROCESSES": "1",
            "TOILE_POOL_URL": "https://pool.example",
            "TOILE_ADS_URL": "https://ads.example",
            "TOILE_PORTAL_URL": "https://portal.example",
        }
        house = House(load(environment | variables))
        house.publish_pool()
        house.publish_ads()
        return house

    return make


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    """A house with two member sites and one line of the pool."""
    return make_house()


@pytest.fixture
def edge(house: House) -> Iterator[Edge]:
    """An edge with both wings, on the house as it stands."""
    with house.open() as edge:
        yield edge


@pytest.fixture
def yes(edge: Edge) -> Callable[..., str]:
    """Say yes with Camille's cookie, and give the receipt."""

    def say(site: MemberSite = ROYAL) -> str:
        report = {"site": site.key, "choice": "yes", "tool": "orejime"}
        origin = {"Origin": site.origins[0]}
        reply = edge.post("/consent", report, {**edge.house.tid_cookie, **origin})
        receipt: str = reply.json["receipt"]
        return receipt

    return say


DAY_MS = MS_A_DAY


@pytest.fixture
def now() -> int:
    """The present time; handlers read the same clock."""
    return now_ms()
