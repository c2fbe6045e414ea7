"""Running the product's programs side by side, and stopping all of them together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import msgspec

from toile.wire.errors import ToileError

_STOP_SECONDS = 20.0
_LOOK_SECONDS = 0.2


class Program(msgspec.Struct, frozen=True):
    """One program: a name, and the ``toile`` command that runs it."""

    name: str
    command: tuple[str, ...]


class ProgramError(ToileError):
    """A program ended that should have gone on."""


class Supervisor:
    """Starts programs, each with a log of its own, and stops them all at the end."""

    def __init__(self, logs: Path, environment: Mapping[str, str]) -> None:
        self._logs = logs
        self._environment = {**os.environ, **environment}
        self._running: list[tuple[Program, subprocess.Popen[bytes]]] = []
        logs.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, program: Program) -> subprocess.Popen[bytes]:
        """Start a program; its output goes to ``<logs>/<name>.log``."""
        with self._log(program).open("wb") as log:
            # A session of its own: Ctrl-C reaches us alone, and we stop in order.
            process = subprocess.Popen(
                [sys.executable, "-m", "toile.ops.cli", *program.command],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env=self._environment,
                start_new_session=True,
            )
        self._running.append((program, process))
        return process

    def watch(self, stop: threading.Event) -> None:
        """Wait for the stop; raises ``ProgramError`` when a program ends before it."""
        while not stop.is_set():
            self.look()
            stop.wait(_LOOK_SECONDS)

    def look(self) -> None:
        """Raise ``ProgramError`` if a program has ended."""
        for program, process in self._running:
            if process.poll() is not None:
                raise ProgramError(
                    f"The {program.name}",
                    f"it ended with code {process.returncode}: {self._last(program)}",
                    f"Its log is {self._log(program)}.",
                )

    def stop(self) -> None:
        """Stop all programs, the last started first, and wait for them."""
        for _, process in reversed(self._running):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        end = time.monotonic() + _STOP_SECONDS
        for _, process in reversed(self._running):
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._running.clear()

    def _log(self, program: Program) -> Path:
        return self._logs / f"{program.name}.log"

    def _last(self, program: Program) -> str:
        lines = self._log(program).read_text(errors="replace").splitlines()
        spoken = [line.strip() for line in lines if line.strip()]
        return spoken[-1] if spoken else "it said nothing"


def stop_on_signals() -> threading.Event:
    """Make an event that Ctrl-C, a stop, and a closed terminal set."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, lambda *_: stop.set())
    return stop
