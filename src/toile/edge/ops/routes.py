"""GET /healthz, /readyz, /metrics."""

import os
from collections.abc import Callable
from functools import partial

import msgspec
from prometheus_client import CollectorRegistry, generate_latest, multiprocess

from toile.edge.server import Answer, Request, Router, problem, response

_TEXT = (b"Content-Type", b"text/plain; version=0.0.4; charset=utf-8")


class Check(msgspec.Struct, frozen=True):
    """One thing that must hold for this process to take traffic.

    ``fault`` answers "" when it holds, else what is wrong and what to do.
    """

    name: str
    fault: Callable[[], str]


def add_routes(
    router: Router, checks: tuple[Check, ...], publish: Callable[[], None]
) -> None:
    """Add the operations doors to a router."""
    router.add("GET", "/healthz", _alive)
    router.add("GET", "/readyz", partial(_ready, checks))
    router.add("GET", "/metrics", partial(_metrics, publish))


def _alive(_request: Request) -> Answer:
    """Tell that the process runs."""
    return response(200, b"ok\n", headers=(_TEXT,))


def _ready(checks: tuple[Check, ...], _request: Request) -> Answer:
    """Tell whether this process may take traffic, and if not, why."""
    faults = [f"{check.name}: {fault}" for check in checks if (fault := check.fault())]
    if faults:
        return problem(503, "Not ready", " ".join(faults), code="not_ready")
    return response(200, b"ready\n", headers=(_TEXT,))


def _metrics(publish: Callable[[], None], _request: Request) -> Answer:
    """Tell what was counted, in Prometheus's text format."""
    publish()
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return response(200, generate_latest(registry), headers=(_TEXT,))
    return response(200, generate_latest(), headers=(_TEXT,))
