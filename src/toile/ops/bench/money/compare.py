"""Measures each database in a process of its own, on one core, and tells.

PostgreSQL and who writes into it share the core.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import msgspec

from toile.ops.bench import postgresql
from toile.ops.bench.measure import cores
from toile.ops.bench.money.figures import MoneyFigures, table
from toile.wire.errors import ToileError

# As PostgreSQL's manual advises for loading many rows ("Populating a Database");
# fsync stays on.
_SERVER = ("shared_buffers=1GB", "max_wal_size=8GB")

Which = Literal["both", "sqlite", "postgresql"]


def bench(
    which: Which, clicks: int, batch: int, cinemas: int, *, as_json: bool
) -> bool:
    """Measure, and print; ``False`` if books do not add up or there is no server."""
    whole = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {cores()[0]})
    try:
        found = list(_measured(which, clicks, batch, cinemas))
    finally:
        os.sched_setaffinity(0, whole)
    print(msgspec.json.encode(found).decode() if as_json else table(found))
    return bool(found) and not any(one.faults for one in found)


def _measured(
    which: Which, clicks: int, batch: int, cinemas: int
) -> Iterator[MoneyFigures]:
    for name in ("sqlite", "postgresql"):
        if which not in ("both", name):
            continue
        if name == "postgresql" and which == "both" and not postgresql.installed():
            print("PostgreSQL is not installed: not measured.", file=sys.stderr)
            continue
        with (
            tempfile.TemporaryDirectory(prefix="toile-bench-") as folder,
            _database(name, folder) as (url, server),
        ):
            yield _in_a_process(folder, url, [clicks, batch, cinemas, server])


@contextmanager
def _database(name: str, folder: str) -> Iterator[tuple[str, int]]:
    if name == "sqlite":
        yield f"sqlite:///{folder}/toile.sqlite3", 0
    else:
        with postgresql.running(*_SERVER) as there:
            yield there


def _in_a_process(folder: str, url: str, sizes: list[int]) -> MoneyFigures:
    command = [sys.executable, "-m", "toile.ops.bench.money", *map(str, sizes)]
    environment = os.environ | {"TOILE_DATA": folder, "DATABASE_URL": url}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise ToileError("bench money", "it did not end", "See what it said above.")
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=MoneyFigures)
