"""Each wing on a machine of its own: two folders, two settings, a door between.

One database stands for the control plane's, which both reach over the network. The ads
wing's machine never holds the union's keys, nor the cinemas; and nowhere at all is a
cookie's raw id written down.
"""

import base64
import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from toile.journal import Cursor, open_reader
from toile.ops.bench.serving import free_port
from toile.ops.keys import custody_of
from toile.pool.identity import Identity
from toile.pool.keys import PoolKeys
from toile.profiles import open_space
from toile.settings import Settings, load
from toile.wire.audience import AUDIENCE_TABLE
from toile.wire.clock import now_ms
from toile.wire.events import Click
from toile.wire.ids import Aid, Tid, from_cookie, to_cookie

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.xdist_group("faults")]

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0"
PEOPLE = 101
Wait = Callable[[Callable[[], object], str], None]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes


@dataclass
class Machine:
    """One machine: its folder, its settings, its programs."""

    environment: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return load(self.environment)

    @property
    def log(self) -> Path:
        return self.settings.data / "machine.log"

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program to its end."""
        return subprocess.run(
            [sys.executable, "-m", "toile.ops.cli", *command],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start(self, *command: str) -> None:
        with self.log.open("ab") as log:
            self.running[command[0]] = subprocess.Popen(
                [sys.executable, "-m", "toile.ops.cli", *command],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def stop(self) -> None:
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            process.wait(30)
        self.running.clear()

    def ask(
        self, path: str, method: str = "GET", body: Any = None, **headers: str
    ) -> Answer:
        """Ask this machine's edge."""
        port = self.settings.edge_port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = None if body is None else json.dumps(body).encode()
        if content:
            named["Content-Type"] = "application/json"
        try:
            connection.request(method, path, content, {"User-Agent": CHROME, **named})
            answer = connection.getresponse()
            cookies = {}
            for line in answer.headers.get_all("Set-Cookie") or ():
                name, _, rest = line.partition("=")
                cookies[name] = rest.partition(";")[0]
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, cookies, answer.read())
        finally:
            connection.close()

    def counted(self, door: str) -> list[str]:
        """What the edge's counters say of a door."""
        lines = self.ask("/metrics").body.decode().splitlines()
        return [line for line in lines if f'door="{door}"' in line]

    def ready(self) -> bool:
        try:
            return self.ask("/readyz").status == 200
        except OSError:
            return False


@dataclass
class Two:
    """Both machines, the world in their database, and the union's keys to compare."""

    pool: Machine
    ads: Machine
    world: dict[str, str]
    keys: PoolKeys
    master: str
    wait: Wait

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        path = self.pool.settings.database_url.removeprefix("sqlite:///")
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()

    def audience(self) -> set[bytes]:
        """Who is in a segment, by the ads wing's machine."""
        space = open_space(
            self.ads.settings.profiles, "ads", (AUDIENCE_TABLE,), read_only=True
        )
        try:
            return {key for key, _ in space.scan(AUDIENCE_TABLE)}
        finally:
            space.close()


def _environment(data: Path, database: str) -> dict[str, str]:
    kept = {name: v for name, v in os.environ.items() if not name.startswith("TOILE_")}
    for name in ("DATABASE_URL", "PROMETHEUS_MULTIPROC_DIR"):
        kept.pop(name, None)
    return kept | {
        "TOILE_DATA": str(data),
        "DATABASE_URL": f"sqlite:///{database}",
        "TOILE_SHOWTIMES": "off",
        "TOILE_SECRET_KEY": "two",
        "TOILE_EDGE_PROCESSES": "1",
        "TOILE_EDGE_PORT": str(free_port()),
    }


@pytest.fixture
def two(
    made_world: tuple[Path, dict[str, str]], tmp_path: Path, wait_until: Wait
) -> Iterator[Two]:
    """Two machines that run, and a world whose line aims at the pool."""
    source, world = made_world
    shutil.copytree(source, tmp_path / "pool")
    (tmp_path / "ads" / "keys").mkdir(parents=True)
    shutil.move(tmp_path / "pool" / "media", tmp_path / "ads" / "media")
    shutil.move(tmp_path / "pool" / "keys" / "ads.json", tmp_path / "ads" / "keys")
    database = tmp_path / "control.sqlite3"
    shutil.move(tmp_path / "pool" / "toile.sqlite3", database)
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE campaigns_lineitem SET pool = 1")
        connection.execute("UPDATE campaigns_campaign SET holdout_percent = 0")
    connection.close()
    pool = Machine(_environment(tmp_path / "pool", str(database)))
    ads = Machine(_environment(tmp_path / "ads", str(database)))
    door = str(free_port())
    ads.environment["TOILE_DOOR_PORT"] = door
    pool.environment["TOILE_DOOR"] = f"http://127.0.0.1:{door}"
    urls = {
        "TOILE_POOL_URL": f"http://127.0.0.1:{pool.environment['TOILE_EDGE_PORT']}",
        "TOILE_ADS_URL": f"http://127.0.0.1:{ads.environment['TOILE_EDGE_PORT']}",
    }
    for machine in (pool, ads):
        machine.environment |= urls
    keys = custody_of(pool.settings).keys()
    master = Path(pool.settings.pool_master).read_text(encoding="ascii").strip()
    running = Two(pool, ads, world, keys, master, wait_until)
    try:
        # One after the other: each has the whole of its patience.
        for machine, wing in ((ads, "ads"), (pool, "pool")):
            machine.start("worker", "--wing", wing)
            plan = machine.settings.plan / f"{wing}.json"
            wait_until(plan.exists, f"the {wing} worker has published its plan")
            machine.start("edge", "--wing", wing)
            wait_until(machine.ready, f"the {wing} machine is ready")
            if wing == "ads":
                machine.start("door")
        yield running
    finally:
        for machine in (pool, ads):
            machine.stop()


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _joins(two: Two) -> tuple[str, str]:
    """Say yes, be seen, and be handed over; give both cookies."""
    origin = "https://royal.example"
    yes = two.pool.ask(
        "/consent",
        "POST",
        {"site": two.world["site_key"], "choice": "yes", "tool": "test"},
        Origin=origin,
    )
    assert yes.status == 200, yes.body
    tid = yes.cookies["tid"]
    said = json.loads(yes.body)
    visit = {
        "site": two.world["site_key"],
        "receipt": said["receipt"],
        "page": "/films",
    }
    seen = two.pool.ask("/visit", "POST", visit, Origin=origin, Cookie=f"tid={tid}")
    assert seen.status == 204
    begun = two.ads.ask(_path(said["handover"]))
    passed = two.pool.ask(_path(begun.headers["location"]), Cookie=f"tid={tid}")
    nonce = f"handover={begun.cookies['handover']}"
    taken = two.ads.ask(_path(passed.headers["location"]), Cookie=nonce)
    return tid, taken.cookies["aid"]


def _sees_and_clicks(two: Two, aid: str) -> None:
    def asked() -> Answer:
        return two.ads.ask(
            f"/ad?p={two.world['placement_key']}&c=1",
            Origin="https://inter.example",
            Cookie=f"aid={aid}",
        )

    # The size of the segment is looked at a little later than who is in it.
    two.wait(lambda: asked().status == 200, f"an ad: {two.ads.counted('ad')}")
    ad = asked()
    frame = two.ads.ask(_path(json.loads(ad.body)["frame"])).body.decode()
    impression = re.search(r"/imp\?t=[\w-]+", frame)
    click = re.search(r"/click/[\w-]+", frame)
    assert click is not None
    if impression is not None:
        two.ads.ask(impression.group(), Cookie=f"aid={aid}")
    # Nobody clicks sooner than a second after the ad.
    two.wait(_later(now_ms() + 1_500), "a second passes")
    led = two.ads.ask(
        click.group(),
        Cookie=f"aid={aid}",
        Sec_Fetch_Mode="navigate",
        Sec_Fetch_User="?1",
    )
    assert led.status == 302


def _later(at_ms: int) -> Callable[[], bool]:
    return lambda: now_ms() > at_ms


def _secrets(two: Two) -> list[bytes]:
    """The union's keys, as bytes and as they are written."""
    ids = two.keys.ids[0]
    raw = [ids.sid, ids.aid, two.keys.receipt, bytes.fromhex(two.master)]
    return [form for key in raw for form in (key, key.hex().encode())]


def _writings(raw: bytes) -> list[bytes]:
    """All ways to write an id."""
    told = [raw, raw.hex().encode(), raw.hex().upper().encode()]
    told += [base64.b32encode(raw).rstrip(b"="), to_cookie(raw).encode()]
    return [*told, base64.b64encode(raw).rstrip(b"=")]


def _memory(pid: int) -> bytes:
    """All that a process of ours has written into its memory."""
    found = []
    regions = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for region in regions:
            where, rights, _offset, _device, inode = region.split()[:5]
            begin, end = (int(part, 16) for part in where.split("-"))
            if not rights.startswith("rw") or inode != "0":
                continue
            try:
                memory.seek(begin)
                found.append(memory.read(end - begin))
            except OSError:
                continue
    return b"".join(found)


def _family(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [pid, *(each for c in path.read_text().split() for each in _family(int(c)))]


def test_the_story_goes_through_the_door_and_the_keys_do_not(two: Two) -> None:
    people = [_joins(two) for _ in range(PEOPLE)]
    camille, aid = people[0]
    two.wait(lambda: len(two.audience()) == PEOPLE, "the audience goes over")
    _sees_and_clicks(two, aid)
    trail = "SELECT reason FROM campaigns_clicktrail"
    two.wait(lambda: two.rows(trail), "the pool judges the click")
    assert two.rows(trail) == [("",)]
    credited = two.rows(
        "SELECT abs(entry.amount_micros) FROM payouts_entry entry "
        "JOIN payouts_account account ON account.id = entry.account_id "
        "WHERE account.cinema_id IS NOT NULL"
    )
    assert credited == [(400,)]

    # What the ads wing's machine holds: none of the union's keys, anywhere.
    secrets = _secrets(two)
    for name, process in two.ads.running.items():
        for pid in _family(process.pid):
            held = _memory(pid) + Path(f"/proc/{pid}/environ").read_bytes()
            assert len(held) > 1_000_000
            assert not [key for key in secrets if key in held], name
            opened = [str(f.readlink()) for f in Path(f"/proc/{pid}/fd").iterdir()]
            assert not [
                each for each in opened if "pool.json" in each or "master" in each
            ]
    # And the same search finds them where they are, in the pool's edge.
    pools = b"".join(map(_memory, _family(two.pool.running["edge"].pid)))
    assert two.keys.ids[0].sid in pools

    # An erasure goes over as well.
    asked = two.pool.ask("/me", "DELETE", Cookie=f"tid={camille}")
    assert asked.status == 200
    raw = from_cookie(aid)
    assert raw is not None
    two.wait(lambda: raw not in two.audience(), "the ads wing forgets")
    number = json.loads(asked.body)["number"]
    two.wait(lambda: {"ads", "exchanges"} <= _reached(two, number), "it is told so")
    # Its journal was not cleaned since: a segment is closed after an hour.
    assert "ads_journal" not in _reached(two, number)

    for machine in (two.pool, two.ads):
        machine.stop()
    _no_raw_id_is_written_down(two, [tid for tid, _ in people])
    # Nor, in the ads wing's folder, any key of the union or id of the pool.
    identity = Identity(two.keys, now_ms())
    sids = [identity.sid(_tid(tid)) for tid, _ in people]
    for path in _files(two.ads.settings.data):
        content = path.read_bytes()
        assert not [key for key in secrets if key in content], path
        assert not [sid for sid in sids for form in _writings(sid) if form in content]
    # What the pool took home is written once, and only what concerns it.
    mirror = open_reader(two.pool.settings.journal, "ads").read(Cursor(), 10_000)
    clicks = [e.event for e in mirror.entries if isinstance(e.event, Click)]
    assert [click.aid for click in clicks] == [Aid(raw)]


def _reached(two: Two, number: str) -> set[str]:
    """Which places an erasure has reached, by its number."""
    told = two.pool.ask(f"/me/erasures/{number}")
    places = json.loads(told.body).get("places", ()) if told.status == 200 else ()
    return {each["place"] for each in places if each["done"]}


def _no_raw_id_is_written_down(two: Two, tids: list[str]) -> None:
    database = Path(two.pool.settings.database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(database) as connection:
        dump = "\n".join(connection.iterdump()).encode()
    connection.close()
    backup = database.with_suffix(".dump")
    backup.write_bytes(dump)
    forms = [form for tid in tids for form in _writings(_tid(tid))]
    looked = [database, backup]
    for machine in (two.pool, two.ads):
        looked += _files(machine.settings.data)
    assert [path for path in looked if "pool.lmdb" in path.parts]
    assert [path for path in looked if "journal" in path.parts]
    for path in looked:
        content = path.read_bytes()
        assert not [form for form in forms if form in content], path
    # The search finds what is there: the pool's files name the people by their sid.
    identity = Identity(two.keys, now_ms())
    sid = identity.sid(_tid(tids[1]))
    named = [path for path in looked if sid in path.read_bytes()]
    assert {"journal", "profiles"} <= {part for path in named for part in path.parts}


def _files(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock.mdb" and "-lock" not in path.name
    ]


def _tid(cookie: str) -> Tid:
    raw = from_cookie(cookie)
    assert raw is not None
    return Tid(raw)


@pytest.mark.parametrize("command", ["edge", "worker", "door"])
@pytest.mark.parametrize("how", ["setting", "file"])
def test_the_ads_wing_does_not_start_where_the_unions_keys_are(
    made_world: tuple[Path, dict[str, str]], tmp_path: Path, command: str, how: str
) -> None:
    source, _ = made_world
    machine = Machine(_environment(tmp_path / "ads", str(tmp_path / "none.sqlite3")))
    if how == "file":
        shutil.copytree(source / "keys", tmp_path / "ads" / "keys")
    else:
        machine.environment["TOILE_POOL_KEYS"] = "/somewhere/pool.json"
    wing = [] if command == "door" else ["--wing", "ads"]
    done = machine.run(command, *wing)
    assert done.returncode == 1
    said = "TOILE_POOL_KEYS" if how == "setting" else "pool.json"
    assert said in done.stderr
    assert "the ads wing must not" in done.stderr
    assert "Traceback" not in done.stderr
