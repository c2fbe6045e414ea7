"""The running product of the story: ``toile demo`` on free ports, without its crowd."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from toile.ops.bench.serving import free_port

START_SECONDS = 120
_DEMO = (sys.executable, "-m", "toile.ops.cli", "demo")
PASSWORD = "toile-demo"  # the demo's own, printed on its tour


@dataclass(frozen=True)
class Product:
    """Where everything of the running demo answers."""

    edge_port: int
    portal_port: int
    sites_port: int
    data: Path

    @property
    def pool(self) -> str:
        return f"http://pool.localhost:{self.edge_port}"

    @property
    def ads(self) -> str:
        return f"http://ads.localhost:{self.edge_port}"

    @property
    def portal(self) -> str:
        return f"http://localhost:{self.portal_port}"

    def site(self, name: str) -> str:
        return f"http://{name}.localhost:{self.sites_port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "TOILE_EDGE_PORT": str(self.edge_port),
            "TOILE_PORTAL_PORT": str(self.portal_port),
            "TOILE_SITES_PORT": str(self.sites_port),
        }

    def figures(self) -> dict[str, int | str]:
        """Read the tour's live figures."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.sites_port}/compteurs.json",
            headers={"Host": f"toile.localhost:{self.sites_port}"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            figures: dict[str, int | str] = json.load(answer)
            return figures

    def number(self, name: str) -> int:
        """Read one figure that is a number."""
        return int(self.figures().get(name, 0))

    def outcomes(self) -> dict[tuple[str, str], int]:
        """Read what the edge counted, by door and outcome."""
        url = f"http://127.0.0.1:{self.edge_port}/metrics"
        with urllib.request.urlopen(url, timeout=5) as answer:
            lines = answer.read().decode().splitlines()
        counted: dict[tuple[str, str], int] = {}
        for line in lines:
            if line.startswith("toile_edge_outcomes_total{"):
                labels, _, value = line.partition("} ")
                door, outcome = (part.split('"')[1] for part in labels.split(","))
                counted[door, outcome] = int(float(value))
        return counted


@contextmanager
def running(data: Path) -> Iterator[Product]:
    """Start the demo, wait until its pool may be targeted, stop it as Ctrl-C does.

    It must end in order, and leave no program behind.
    """
    edge, portal, sites = _free_ports(3)
    product = Product(edge, portal, sites, data)
    log = (data.parent / "demo.log").open("wb")
    process = subprocess.Popen(
        [*_DEMO, "--data", str(data), "--people", "0", "--months", "0"],
        env=product.environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    started: list[int] = []
    try:
        _wait_until_seeded(product, process, Path(log.name))
        started = _descendants(process.pid)
        yield product
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        log.close()
    assert process.returncode == 0, Path(log.name).read_text()
    assert len(started) >= 3, "the edge, the worker and the portal were not running"
    left = [pid for pid in started if _runs(pid)]
    assert not left, f"still running: {left}"


def _wait_until_seeded(
    product: Product, process: subprocess.Popen[bytes], log: Path
) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        try:
            # 140 are seeded, and the seeding must be over before a test counts.
            if product.number("visits_ever") >= 140:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"the demo did not start: {log.read_text()}")


def _descendants(pid: int) -> list[int]:
    """List the processes that a process has started, and those have started."""
    found = [pid]
    for each in found:
        children = Path(f"/proc/{each}/task/{each}/children")
        found += [int(child) for child in children.read_text().split()]
    return found[1:]


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _free_ports(count: int) -> list[int]:
    ports: set[int] = set()
    while len(ports) < count:
        ports.add(free_port())
    return list(ports)
