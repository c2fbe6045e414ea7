"""Measuring: tools are named when they lack, figures come out of a real short run."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toile.ops.bench import Edge, Figures, PreparedRequest, Traffic, run, table
from toile.ops.bench.measure import need_tools
from toile.ops.bench.processor import parse_stat, tree_seconds
from toile.ops.bench.serving import free_port, serving
from toile.wire.errors import ToileError

EDGE = """
import sys
from toile.edge.server import Router, response, serve

class App:
    def __init__(self):
        self.router = Router()
        self.router.add("GET", "/even", lambda request: response(204))
    async def close(self):
        pass

async def build(index):
    return App()

serve(build, "127.0.0.1", int(sys.argv[1]))
"""


def test_a_missing_tool_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToileError, match="apt-get install wrk util-linux"):
        need_tools("wrk", "taskset")


def test_a_process_name_with_brackets_does_not_shift_the_fields() -> None:
    stat = "7 (a) b) S 3 1 1 0 -1 4 1 2 3 4 50 60 0 0 20 0 1 0 100 1 1"
    assert parse_stat(stat) == (3, 110)


def test_the_time_of_a_child_counts_for_its_tree() -> None:
    # /proc counts in whole ticks, and may be one behind for each process.
    burn = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True)"
    burn += "\ninput()"
    shell = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", shell], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        if parent.stdout is None:
            raise RuntimeError("the output is not piped")
        parent.stdout.readline()
        assert tree_seconds(parent.pid) >= 0.2
        parent.communicate(b"\n")


def test_a_server_that_dies_says_why() -> None:
    command = [sys.executable, "-c", "raise SystemExit('no store')"]
    with (
        pytest.raises(ToileError, match="no store"),
        serving("edge", command, free_port(), core=0),
    ):
        pass


def test_the_table_lines_up() -> None:
    shown = table(
        [
            Figures("nginx", 100_000.4, 9.51, 0.5, 1.25, 0, 1.0),
            Figures("edge /ad", 51_000.0, 18.0, 1.0, 2.0, 3, None),
        ]
    )
    assert shown.splitlines() == [
        "target    requests/s  cpu us  p50 ms  p99 ms  ratio  errors",
        "nginx        100,000     9.5    0.50    1.25   1.00       0",
        "edge /ad      51,000    18.0    1.00    2.00      -       3",
    ]


def test_a_free_port_is_none_that_the_kernel_gives_to_somebody_else() -> None:
    ports = {free_port() for _ in range(50)}
    assert len(ports) > 1
    assert max(ports) < 32_768


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")
@pytest.mark.skipif(
    not Path("/usr/sbin/nginx").exists(), reason="nginx is not installed"
)
def test_a_short_run_gives_figures_for_nginx_and_the_edge(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    program = tmp_path / "edge.py"
    program.write_text(EDGE)
    port = free_port()
    figures = run(
        Edge([sys.executable, str(program), str(port)], port, {}),
        [
            Traffic("even", [PreparedRequest("GET", "/even")]),
            Traffic("odd", [PreparedRequest("GET", f"/{at}") for at in range(9)]),
        ],
        as_json=True,
        warm_up_seconds=1,
        seconds=1,
        passes=1,
        connections=4,
    )
    nginx, even, odd = figures
    assert nginx.cpu_ratio == 1.0
    assert nginx.errors == even.errors == 0
    assert odd.errors > 0
    assert even.cpu_us > 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)] == [
        "nginx empty_gif",
        "even",
        "odd",
    ]
