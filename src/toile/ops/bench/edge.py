"""``toile bench edge``: the edge beside nginx on the same core, in the same run."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import msgspec

from toile.ops.bench.figures import Figures, table
from toile.ops.bench.measure import Target, cores, measure, need_tools
from toile.ops.bench.nginx import nginx
from toile.ops.bench.serving import serving
from toile.ops.bench.wrk import PreparedRequest

_GIF = PreparedRequest("GET", "/e.gif")


@dataclass(frozen=True, slots=True)
class Edge:
    """How the edge is started: one process, its settings by environment."""

    command: Sequence[str]
    port: int
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Traffic:
    """One kind of request: its name in the table, and its instances in turn."""

    name: str
    requests: Sequence[PreparedRequest]


def run(
    edge: Edge,
    traffic: Sequence[Traffic],
    *,
    as_json: bool = False,
    warm_up_seconds: int = 2,
    seconds: int = 3,
    passes: int = 3,
    connections: int = 64,
) -> list[Figures]:
    """Measure, print, and give back the figures of nginx and of the edge's traffic."""
    need_tools("wrk", "nginx", "taskset")
    core = cores()[0]
    with ExitStack() as stack:
        nginx_pid, nginx_port = stack.enter_context(nginx(core))
        edge_pid = stack.enter_context(
            serving(
                "edge",
                edge.command,
                edge.port,
                core=core,
                environment=edge.environment,
            )
        )
        baseline = Target(
            "nginx empty_gif", [_GIF], nginx_port, nginx_pid, baseline=True
        )
        figures = measure(
            [
                baseline,
                *(
                    Target(one.name, one.requests, edge.port, edge_pid)
                    for one in traffic
                ),
            ],
            warm_up_seconds=warm_up_seconds,
            seconds=seconds,
            passes=passes,
            connections=connections,
        )
    print(msgspec.json.encode(figures).decode() if as_json else table(figures))
    return figures
