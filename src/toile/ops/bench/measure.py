"""Targets that serve already, measured in turn, pass by pass."""

import os
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toile.ops.bench.figures import Figures
from toile.ops.bench.processor import tree_seconds
from toile.ops.bench.wrk import PreparedRequest, Report, drive, write_script
from toile.wire.errors import ToileError

_PACKAGES = {"wrk": "wrk", "nginx": "nginx", "taskset": "util-linux"}


@dataclass(frozen=True, slots=True)
class Target:
    """A server that listens, and the requests it is asked in turn."""

    name: str
    requests: Sequence[PreparedRequest]
    port: int
    pid: int  # the root of its process tree
    host: str = "127.0.0.1"
    baseline: bool = False  # what the ratios of the targets after it refer to


@dataclass(frozen=True, slots=True)
class _Pass:
    report: Report
    cpu_us: float


def need_tools(*names: str) -> None:
    """Say in one sentence which program is missing and how to get it."""
    path = os.environ.get("PATH", os.defpath) + os.pathsep + "/usr/sbin"
    missing = [name for name in names if shutil.which(name, path=path) is None]
    if missing:
        packages = " ".join(_PACKAGES.get(name, name) for name in missing)
        raise ToileError(
            "benchmark",
            f"{' and '.join(missing)} cannot be found",
            f"Install with: apt-get install {packages}",
        )


def cores() -> tuple[int, int]:
    """The server's core and wrk's; the same one where there is no other."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[0], allowed[-1]


def measure(
    targets: Sequence[Target],
    *,
    warm_up_seconds: int = 2,
    seconds: int = 3,
    passes: int = 3,
    connections: int = 64,
) -> list[Figures]:
    """Warm up each target, then measure all in turn, so many times; medians."""
    need_tools("wrk", "taskset")
    core = cores()[1]
    measured: list[list[_Pass]] = [[] for _ in targets]
    with tempfile.TemporaryDirectory(prefix="toile-bench-") as name:
        scripts = []
        for number, target in enumerate(targets):
            folder = Path(name) / str(number)
            folder.mkdir()
            address = f"{target.host}:{target.port}"
            script = write_script(target.requests, address, folder)
            scripts.append(script)
            _pass(target, script, core, warm_up_seconds, connections)
        # Interleaved: a disturbance of the machine then touches all targets alike.
        for _ in range(passes):
            for target, script, done in zip(targets, scripts, measured, strict=True):
                done.append(_pass(target, script, core, seconds, connections))
    return _with_ratios(targets, measured)


def _pass(
    target: Target, script: Path, core: int, seconds: int, connections: int
) -> _Pass:
    before = tree_seconds(target.pid)
    report = drive(
        f"{target.host}:{target.port}",
        script,
        core=core,
        seconds=seconds,
        connections=connections,
    )
    spent = tree_seconds(target.pid) - before
    if not report.requests:
        raise ToileError(
            f"target {target.name}",
            "it answered nothing",
            "Look into its log, and ask it one of the requests by hand",
        )
    return _Pass(report, spent * 1e6 / report.requests)


def _with_ratios(
    targets: Sequence[Target], measured: Sequence[Sequence[_Pass]]
) -> list[Figures]:
    figures = []
    baseline: float | None = None
    for target, done in zip(targets, measured, strict=True):
        cpu_us = statistics.median(one.cpu_us for one in done)
        if target.baseline:
            baseline = cpu_us
        reports = [one.report for one in done]
        figures.append(
            Figures(
                target.name,
                statistics.median(one.requests_per_second for one in reports),
                cpu_us,
                statistics.median(one.p50_ms for one in reports),
                statistics.median(one.p99_ms for one in reports),
                sum(one.errors for one in reports),
                cpu_us / baseline if baseline else None,
            )
        )
    return figures
