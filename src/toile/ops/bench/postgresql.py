"""A PostgreSQL of one's own on loopback, as Debian installs it, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from toile.ops.bench.serving import free_port
from toile.wire.errors import ToileError


def installed() -> tuple[Path, str] | None:
    """Find the newest server's programs, and who may run it; ``None`` without.

    Debian keeps them out of the PATH; PostgreSQL refuses to be run by root.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    user = _owner()
    return (found[-1].parent, user) if found and user else None


@contextmanager
def running(*options: str) -> Iterator[tuple[str, int]]:
    """Run an empty server while the block lasts; gives its URL and process id.

    ``options`` are parameters, ``fsync=off`` say. Raises ``ToileError`` without one.
    """
    there = installed()
    if there is None:
        raise ToileError(
            "PostgreSQL",
            "no server is installed, or nobody but root is there to run it",
            "Install with: apt-get install postgresql",
        )
    programs, user = there
    folder = Path(tempfile.mkdtemp(prefix="toile-pg-"))
    shutil.chown(folder, user)
    data, port = folder / "data", free_port()
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-s"]
    try:
        _run(folder, user, [str(programs / "initdb"), *_INIT, "-D", str(data)])
        given = [f"-c {option}" for option in ("listen_addresses=127.0.0.1", *options)]
        started = " ".join([f"-p {port} -k {folder}", *given])
        start = ["-l", str(folder / "log"), "-o", started, "start"]
        _run(folder, user, [*control, *start])
        pid = int((data / "postmaster.pid").read_text().split()[0])
        yield f"postgres://toile@127.0.0.1:{port}/postgres", pid
    finally:
        if (data / "postmaster.pid").exists():
            _run(folder, user, [*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder)


_INIT = ("-U", "toile", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions")


def _run(folder: Path, user: str, command: Sequence[str]) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, user=user, cwd=folder, stdout=quiet)


def _owner() -> str | None:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else None
