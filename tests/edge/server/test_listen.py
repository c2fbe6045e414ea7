"""Whole processes: one port for several, restarts, signals, and a busy port."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from toile.edge.server.port import claim, reserve
from toile.ops.bench.serving import free_port
from toile.wire.errors import ToileError

Program = subprocess.Popen[str]
Start = Callable[..., tuple[Program, int]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start the program with so many processes on a free port."""
    started: list[Program] = []

    def go(processes: int, *words: str, port: int | None = None) -> tuple[Program, int]:
        port = free_port() if port is None else port
        path = Path(__file__).with_name("program.py")
        command = [sys.executable, str(path), str(port), str(processes), *words]
        program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(program)
        return program, port

    yield go
    for program in started:
        program.terminate()
        program.communicate(timeout=20)


def wait_for(program: Program, sign: str) -> list[str]:
    """Read what the program tells up to a sign; its words, or a failure at its end."""
    heard = []
    if program.stdout is None:
        raise RuntimeError("the program's output is not piped")
    for line in program.stdout:
        heard.append(line)
        if sign in line:
            return line.split()
    raise AssertionError(f"never told {sign!r}, but {heard}")


def wait_until_deaf(port: int) -> None:
    """Wait until nobody listens on the port any more."""
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=10).close()
        except ConnectionRefusedError:
            return
        except ConnectionResetError:
            pass  # it waited to be accepted when the door was shut
        time.sleep(0.02)
    raise AssertionError("somebody still listens")


def serving_pid(program: Program) -> int:
    return int(wait_for(program, " serves, pid ")[-1])


def ask_pid(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/pid")
        return int(connection.getresponse().read())
    finally:
        connection.close()


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_finishes_what_was_accepted_and_exits_with_0(
    start: Start, processes: int, stop: signal.Signals
) -> None:
    program, port = start(processes)
    for _ in range(processes):
        serving_pid(program)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(b"GET /hold HTTP/1.1\r\nHost: x\r\n\r\n")
        holder = int(wait_for(program, "held")[1])
        program.send_signal(stop)
        if processes == 2:
            wait_for(program, "closed")  # the other one has nothing to finish
        wait_until_deaf(port)  # the parent may not have told the holder yet
        os.kill(holder, signal.SIGUSR1)
        answer = b"".join(iter(lambda: client.recv(4096), b""))
    assert answer.endswith(b"durable")
    assert b"\r\nConnection: close\r\n" in answer
    wait_for(program, "closed")
    assert program.wait(timeout=10) == 0


def test_a_killed_process_is_started_again(start: Start) -> None:
    program, port = start(2)
    pids = {serving_pid(program) for _ in range(2)}
    killed = min(pids)
    os.kill(killed, signal.SIGKILL)
    wait_for(program, "ended (SIGKILL)")
    again = serving_pid(program)
    assert again not in pids
    # Once the survivor is gone too, only the new one can answer.
    survivor = (pids - {killed}).pop()
    os.kill(survivor, signal.SIGSTOP)
    try:
        seen = {ask_pid_of_the_living(port) for _ in range(3)}
        assert seen == {again}
    finally:
        os.kill(survivor, signal.SIGCONT)


def ask_pid_of_the_living(port: int) -> int:
    """Ask until a process answers that is not stopped: the kernel picks by port."""
    for _ in range(60):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=0.3)
        try:
            connection.request("GET", "/pid")
            return int(connection.getresponse().read())
        except TimeoutError:
            continue
        finally:
            connection.close()
    raise AssertionError("nobody answers")


def test_both_processes_answer_on_one_port(start: Start) -> None:
    program, port = start(2)
    pids = {serving_pid(program) for _ in range(2)}
    seen: set[int] = set()
    for _ in range(500):
        seen.add(ask_pid(port))
        if seen == pids:
            break
    assert seen == pids


def test_children_end_when_their_parent_is_killed(start: Start) -> None:
    program, _ = start(2)
    for _ in range(2):
        serving_pid(program)
    program.kill()
    for _ in range(2):
        wait_for(program, "closed")


@pytest.mark.parametrize("processes", [1, 2])
def test_a_store_that_is_missing_is_said_and_not_tried_for_ever(
    start: Start, processes: int
) -> None:
    program, _ = start(processes, "broken")
    told = " ".join(wait_for(program, "error "))
    assert "store: it is not there" in told or "could not start" in told
    assert program.wait(timeout=10) == 1


@pytest.mark.parametrize("processes", [1, 2])
def test_a_busy_port_is_one_clear_sentence(start: Start, processes: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        program, _ = start(processes, port=port)
        told = " ".join(wait_for(program, "error "))
        assert told == (
            f"error port {port}: another program listens on it already. "
            "Stop that program, or choose another port"
        )
        assert program.wait(timeout=10) == 1


def test_a_port_that_several_processes_share_counts_as_busy(start: Start) -> None:
    program, port = start(2)
    serving_pid(program)
    assert ask_pid(port) > 0
    with pytest.raises(ToileError, match="listens on it already"):
        reserve("127.0.0.1", port)


def test_an_address_of_another_machine_is_said() -> None:
    with pytest.raises(ToileError, match="no address of this machine"):
        claim("192.0.2.1", 8100)


def test_a_name_that_does_not_exist_is_said() -> None:
    with pytest.raises(ToileError, match="cannot be resolved"):
        claim("nowhere.invalid", 8100)
