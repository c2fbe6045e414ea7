"""A server under test: a subprocess on one core, awaited until it listens."""

import contextlib
import secrets
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from toile.wire.errors import ToileError

_PORTS = range(15_000, 32_768)


def free_port() -> int:
    """A port that is free now, and that only a program that asks for it can take.

    The kernel gives the ports above these to outgoing connections: one that it names
    as free may be a browser's before a program has bound it.
    """
    while True:
        port = _PORTS[secrets.randbelow(len(_PORTS))]
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


@contextmanager
def serving(
    name: str,
    command: Sequence[str],
    port: int,
    *,
    core: int,
    environment: Mapping[str, str] | None = None,
    patience_seconds: float = 30.0,
) -> Iterator[int]:
    """Run a server pinned to a core while the block lasts; gives its process id."""
    with tempfile.TemporaryDirectory(prefix="toile-bench-") as folder:
        log = Path(folder) / "log"
        with log.open("wb") as out:
            pinned = ["taskset", "-c", str(core), *command]
            process = subprocess.Popen(
                pinned,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env=dict(environment) if environment is not None else None,
            )
        try:
            _await_listening(name, process, port, log, patience_seconds)
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await_listening(
    name: str,
    process: subprocess.Popen[bytes],
    port: int,
    log: Path,
    patience_seconds: float,
) -> None:
    deadline = time.monotonic() + patience_seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    told = log.read_text(errors="replace").strip()[-400:] or "nothing"
    raise ToileError(
        name, f"it did not begin to listen on port {port}", f"It said: {told}"
    )
