"""The edge and the worker as real processes over a small world, to be killed."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from toile.ads import keys as ads_keys
from toile.journal import Cursor, open_reader
from toile.ops.bench.serving import free_port
from toile.ops.keys import custody_of
from toile.pool.identity import Identity
from toile.settings import load
from toile.wire.clock import now_ms
from toile.wire.events import AnyEvent
from toile.wire.tokens import Sealer

PATIENCE_SECONDS = 30.0
WORLD = Path(__file__).with_name("world.py")
RUN = (
    "import django, runpy, sys; django.setup(); "
    "runpy.run_path(sys.argv[1], run_name='__main__')"
)


def until(ask: Callable[[], object], what: str) -> None:
    """Wait until something holds, at most half a minute."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not ask():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.02)


class Product:
    """One edge (two processes) and one worker, each started and killed at will."""

    def __init__(self, data: Path, world: dict[str, str], processes: int) -> None:
        self.world = world
        self.port = free_port()
        self.environment = environment(data) | {
            "TOILE_EDGE_PORT": str(self.port),
            "TOILE_EDGE_PROCESSES": str(processes),
        }
        self.settings = load(self.environment)
        self.identity = Identity(custody_of(self.settings).keys(), now_ms())
        file = self.settings.ads_keys
        keys = ads_keys.read(file.read_bytes(), str(file))
        self.tokens = Sealer(bytes.fromhex(keys.token))
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._log = (data / "faults.log").open("ab")

    def start(self, name: str) -> None:
        """Start the edge or the worker."""
        self._running[name] = subprocess.Popen(
            [sys.executable, "-m", "toile.ops.cli", name],
            env=self.environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def start_all(self) -> None:
        self.start("worker")
        self.start("edge")
        until(lambda: self.status("/readyz")[0] == 200, "the edge is ready")

    def pid(self, name: str) -> int:
        return self._running[name].pid

    def kill(self, name: str) -> None:
        """``kill -9``; an edge's children see it and end, which is waited for."""
        children = self.children()
        process = self._running.pop(name)
        process.kill()
        process.wait()
        if name == "edge":
            until(lambda: not any(alive(pid) for pid in children), "children ended")

    def kill_child(self, pid: int) -> None:
        """``kill -9`` one of the edge's processes, and wait until it is gone."""
        os.kill(pid, signal.SIGKILL)
        until(lambda: not alive(pid), "the child is gone")

    def children(self) -> list[int]:
        """The edge's own processes."""
        pid = self._running["edge"].pid if "edge" in self._running else 0
        path = Path(f"/proc/{pid}/task/{pid}/children")
        return [int(child) for child in path.read_text().split()] if pid else []

    def stop_edge(self) -> None:
        """Let the edge finish what it accepted."""
        self._stop("edge")

    def stop(self) -> None:
        """Stop gracefully what still runs, the edge first."""
        self._stop("edge")
        self._stop("worker")

    def _stop(self, name: str) -> None:
        process = self._running.pop(name, None)
        if process is not None:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_SECONDS)

    def close(self) -> None:
        for process in self._running.values():
            process.kill()
            process.wait()
        self._log.close()

    def status(self, path: str) -> tuple[int, str]:
        """Ask the edge; 0 if it does not answer."""
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}{path}", timeout=5
            ) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def events(self, stream: Any) -> list[AnyEvent]:
        """Read a whole stream."""
        batch = open_reader(self.settings.journal, stream).read(Cursor(), 10_000_000)
        return [entry.event for entry in batch.entries]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database itself, which the worker may be writing."""
        path = self.settings.database_url.removeprefix("sqlite:///")
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()

    def judged(self) -> int:
        """How many clicks are in the trail."""
        count = "SELECT count(*) FROM campaigns_clicktrail"
        return int(self.rows(count)[0][0])

    def wait_for_more_clicks(self) -> None:
        """Wait until the worker has judged clicks since now."""
        before = self.judged()
        until(lambda: self.judged() > before, "the worker judges clicks")

    def ledger_faults(self) -> object:
        return told("check", self.environment)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def environment(data: Path) -> dict[str, str]:
    kept = {name: v for name, v in os.environ.items() if not name.startswith("TOILE_")}
    kept.pop("DATABASE_URL", None)
    kept.pop("PROMETHEUS_MULTIPROC_DIR", None)
    return kept | {
        "TOILE_SHOWTIMES": "off",
        "TOILE_DATA": str(data),
        "TOILE_SECRET_KEY": "faults",
    }


def told(command: str, env: dict[str, str]) -> Any:
    """Run the world's program and read what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(WORLD), command],
        env=env | {"DJANGO_SETTINGS_MODULE": "toile.portal.project.settings"},
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


@pytest.fixture
def wait_until() -> Callable[[Callable[[], object], str], None]:
    """Wait until something holds, at most half a minute."""
    return until


@pytest.fixture(scope="session")
def made_world(
    tmp_path_factory: pytest.TempPathFactory, migrated: Callable[[Path], None]
) -> tuple[Path, dict[str, str]]:
    """A data folder with keys and a filled database, made once."""
    data = tmp_path_factory.mktemp("faults") / "made"
    data.mkdir()
    migrated(data)
    return data, told("make", environment(data))


@pytest.fixture
def product(
    made_world: tuple[Path, dict[str, str]], tmp_path: Path, request: Any
) -> Iterator[Product]:
    """A product over a copy of the world; ``processes`` is the fixture's parameter."""
    source, world = made_world
    shutil.copytree(source, tmp_path / "data")
    running = Product(tmp_path / "data", world, getattr(request, "param", 2))
    try:
        yield running
    finally:
        running.close()
