"""Measuring the bid door: beside nginx, at two loads, with few lines and with many."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from toile.ads import keys as ads_keys
from toile.ops.bench.bids import world
from toile.ops.bench.bids.requests import VENDOR, bid_requests
from toile.ops.bench.bids.stages import bid_share, stages
from toile.ops.bench.figures import Figures, table
from toile.ops.bench.measure import Target, cores, measure, need_tools
from toile.ops.bench.nginx import nginx
from toile.ops.bench.serving import free_port, serving
from toile.ops.bench.wrk import PreparedRequest
from toile.ops.keys import ensure_keys
from toile.settings import load
from toile.wire.clock import now_ms

_KNOWN = 0.62
"""The part of requests from sites of the plan, for about 15 bids of 100 requests."""

_FEW, _MANY = 200, 2_000
_SATURATED, _LIGHT = 64, 8


def bench(*, as_json: bool, seconds: int, profiles: int, requests: int) -> None:
    """Prepare edges in a temporary folder and measure them."""
    need_tools("wrk", "nginx", "taskset")
    with tempfile.TemporaryDirectory(prefix="toile-bench-") as folder:
        environment = {
            **os.environ,
            "TOILE_DATA": folder,
            "TOILE_EDGE_PROCESSES": "1",
            "TOILE_TCF_VENDOR": str(VENDOR),
            "TOILE_ADS_URL": "https://ads.example",
            "TOILE_LOG": "WARNING",
        }
        settings = load(environment)
        for key_file in ensure_keys(settings):
            # As on a machine of its own: the ads wing stays off the union's keys.
            if key_file != settings.ads_keys:
                key_file.unlink()
        now = now_ms()
        aids = world.fill(settings, profiles, now)
        plans = {lines: world.plan(lines, now) for lines in (_FEW, _MANY)}
        for lines, made in plans.items():
            world.publish(Path(folder) / f"plan-{lines}", made)
        keys = ads_keys.read(settings.ads_keys.read_bytes(), "keys")
        master = bytes.fromhex(keys.partners)
        traffic = list(bid_requests(requests, aids, master, now, _KNOWN))
        bodies = [one.body for one in traffic[:20_000]]
        timed = {
            lines: stages(settings, made, bodies, now) for lines, made in plans.items()
        }
        share = bid_share(settings, plans[_FEW], bodies, now)
        figures = _measured(environment, traffic, seconds=seconds)
    size = sum(map(len, bodies)) / len(bodies)
    _tell(figures, timed, share=share, size=size, as_json=as_json)


def _measured(
    environment: Mapping[str, str], traffic: Sequence[PreparedRequest], *, seconds: int
) -> list[Figures]:
    """Measure one edge after the other: an idle one would take part of the core."""
    core = cores()[0]
    found: list[Figures] = []
    for lines in (_FEW, _MANY):
        with ExitStack() as stack:
            nginx_pid, nginx_port = stack.enter_context(nginx(core))
            port, pid = stack.enter_context(_edge(environment, lines, core))
            edge = Target(f"/openrtb, {lines} lines", traffic, port, pid)
            beside = Target(
                "nginx 204, same POST", traffic, nginx_port, nginx_pid, baseline=True
            )
            found += measure([beside, edge], seconds=seconds, connections=_SATURATED)
            (light,) = measure([edge], seconds=seconds, connections=_LIGHT)
            name = f"{light.name}, {_LIGHT} connections"
            found.append(msgspec.structs.replace(light, name=name))
    return found


@contextmanager
def _edge(
    environment: Mapping[str, str], lines: int, core: int
) -> Iterator[tuple[int, int]]:
    port = free_port()
    plan = Path(environment["TOILE_DATA"]) / f"plan-{lines}"
    command = (sys.executable, "-m", "toile.ops.cli", "edge", "--wing", "ads")
    own = {
        **environment,
        "TOILE_EDGE_PORT": str(port),
        "TOILE_PLAN": str(plan),
        "TOILE_JOURNAL": f"file:{plan}/journal",
        "TOILE_METRICS": f"{plan}/metrics",
    }
    with serving(
        f"edge, {lines} lines", command, port, core=core, environment=own
    ) as p:
        yield port, p


def _tell(
    figures: Sequence[Figures],
    timed: Mapping[int, Mapping[str, float]],
    *,
    share: float,
    size: float,
    as_json: bool,
) -> None:
    if as_json:
        told = {"figures": figures, "stages": timed, "bids": share, "bytes": size}
        print(msgspec.json.encode(told).decode())
        return
    print(table(figures))
    print(f"\n{share:.1%} of requests are bid on; they are of {size:,.0f} bytes.")
    print("Microseconds a request, by stage, in one process without a server:")
    names = next(iter(timed.values()))
    for name in names:
        cells = "  ".join(
            f"{lines} lines {one[name]:6.2f}" for lines, one in timed.items()
        )
        print(f"  {name:24} {cells}")
