"""GET /healthz, /readyz, /metrics."""

import os
from collections.abc import Callable, Mapping
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
    router: Router,
    checks: tuple[Check, ...],
    publish: Callable[[], None],
    plans: Mapping[str, Callable[[], int]],
) -> None:
    """Add the operations doors; ``plans`` tells the version in force of each wing's."""
    router.add("GET", "/healthz", _alive)
    router.add("GET", "/readyz", partial(_ready, checks))
    router.add("GET", "/metrics", partial(_metrics, publish, plans))


def _alive(_request: Request) -> Answer:
    """Tell that the process runs."""
    return response(200, b"ok\n", headers=(_TEXT,))


def _ready(checks: tuple[Check, ...], _request: Request) -> Answer:
    """Tell whether this process may take traffic, and if not, why."""
    faults = [f"{check.name}: {fault}" for check in checks if (fault := check.fault())]
    if faults:
        return problem(503, "Not ready", " ".join(faults), code="not_ready")
    return response(200, b"ready\n", headers=(_TEXT,))


def _metrics(
    publish: Callable[[], None],
    plans: Mapping[str, Callable[[], int]],
    _request: Request,
) -> Answer:
    """Tell what was counted, in Prometheus's text format."""
    publish()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        counted = generate_latest(registry)
    else:
        counted = generate_latest()
    return response(200, counted + _versions(plans), headers=(_TEXT,))


def _versions(plans: Mapping[str, Callable[[], int]]) -> bytes:
    # Of the process that answers, and so past the files that add all processes up.
    lines = [
        "# HELP toile_edge_plan_version The plan in force, by wing",
        "# TYPE toile_edge_plan_version gauge",
        *(
            f'toile_edge_plan_version{{wing="{wing}"}} {version()}'
            for wing, version in plans.items()
        ),
    ]
    return "\n".join([*lines, ""]).encode("ascii")
