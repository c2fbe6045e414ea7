"""Programs run side by side: a death is told in words, and the end is everybody's."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from toile.ops import supervise
from toile.ops.bench.serving import free_port
from toile.ops.keys import ensure_keys
from toile.ops.programs import EDGE, answers, need_free_ports, ports_of
from toile.ops.supervise import Program, ProgramError, Supervisor
from toile.settings import load
from toile.wire import plan as plans
from toile.wire.errors import SettingError
from toile.wire.plan import AdsPlan, PoolPlan
from toile.worker.stores import open_stores

TRIES = 600


def _until(so: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(TRIES):
        if so():
            return
        pause.wait(0.05)
    raise AssertionError("it did not come to pass")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An installation of which the edge can start at once."""
    environment = {
        "TOILE_DATA": str(tmp_path / "data"),
        "TOILE_EDGE_PORT": str(free_port()),
        "TOILE_PORTAL_PORT": str(free_port()),
        "TOILE_SHOWTIMES": "off",
    }
    settings = load(environment)
    ensure_keys(settings)
    settings.plan.mkdir()
    for name, plan in (("pool", PoolPlan), ("ads", AdsPlan)):
        document = plans.encode(plan(version=1, made_ms=0))
        (settings.plan / f"{name}.json").write_bytes(document)
    open_stores(settings.profiles).close()
    return environment


def test_a_program_that_ends_is_told_with_its_last_words_and_its_log(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    bad = {**environment, "TOILE_EDGE_PORT": "none"}
    with Supervisor(tmp_path / "logs", bad) as supervisor:
        supervisor.start(EDGE)
        with pytest.raises(ProgramError) as caught:
            supervisor.watch(threading.Event())
    said = str(caught.value)
    assert said.startswith("The edge: it ended with code 1: toile: TOILE_EDGE_PORT")
    assert said.endswith(f"Its log is {tmp_path / 'logs' / 'edge.log'}.")


def test_a_killed_program_is_told_as_well(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    with Supervisor(tmp_path / "logs", environment) as supervisor:
        process = supervisor.start(Program("edge", ("edge",)))
        process.kill()
        process.wait()
        with pytest.raises(ProgramError, match="it ended with code -9"):
            supervisor.look()


def test_the_end_of_one_is_the_end_of_all(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    port = int(environment["TOILE_EDGE_PORT"])
    with Supervisor(tmp_path / "logs", environment) as supervisor:
        edge = supervisor.start(EDGE)
        _until(lambda: answers("127.0.0.1", port, "/readyz"))
        supervisor.start(Program("version", ("version",)))
        with pytest.raises(ProgramError, match="The version: it ended with code 0"):
            supervisor.watch(threading.Event())
    # It ended by itself, asked to: every process it had is gone with it.
    assert edge.returncode == 0
    need_free_ports([("TOILE_EDGE_PORT", "127.0.0.1", port)])


def test_watching_ends_when_the_stop_is_set(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    stop = threading.Event()
    with Supervisor(tmp_path / "logs", environment) as supervisor:
        edge = supervisor.start(EDGE)
        stop.set()
        supervisor.watch(stop)
    assert edge.returncode is not None


def test_a_program_that_does_not_listen_is_killed(
    tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "_STOP_SECONDS", 0.2)
    deaf = (
        "import signal, threading;"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('deaf now', flush=True);"
        "threading.Event().wait()"
    )
    program = Program("deaf", ("manage", "shell", "--no-imports", "-c", deaf))
    with Supervisor(tmp_path / "logs", environment) as supervisor:
        process = supervisor.start(program)
        log = tmp_path / "logs" / "deaf.log"
        _until(lambda: "deaf now" in log.read_text())
    assert process.returncode == -9


def test_a_signal_sets_the_stop() -> None:
    script = (
        "import os, signal\n"
        "from toile.ops.supervise import stop_on_signals\n"
        "stop = stop_on_signals()\n"
        "os.kill(os.getpid(), signal.SIGTERM)\n"
        "assert stop.wait(10)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr


def test_a_busy_port_names_the_setting_to_change(environment: dict[str, str]) -> None:
    settings = load(environment)
    need_free_ports(ports_of(settings))
    with (
        socket.create_server(("127.0.0.1", settings.portal_port)),
        pytest.raises(SettingError) as caught,
    ):
        need_free_ports(ports_of(settings))
    said = str(caught.value)
    assert f"Port {settings.portal_port} on 127.0.0.1" in said
    assert "set TOILE_PORTAL_PORT to another port" in said


def test_a_door_that_nobody_opens_does_not_answer() -> None:
    assert answers("127.0.0.1", free_port(), "/readyz") is False
