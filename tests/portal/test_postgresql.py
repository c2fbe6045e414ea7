"""The same services keep the same promises on PostgreSQL."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from toile.ops.bench.serving import free_port

HERE = Path(__file__).parent
SAME = (
    "test_services.py",
    "test_append_only.py",
    "payouts/test_books.py",
    "statements/test_drawing.py",
    "statements/test_pages.py",
    "invoices/test_series.py",
    "test_admin_judged.py",
    "postgresql_locks.py",
    "api/test_idempotency.py",
    "jobs/test_jobs.py",
    "mail/test_delivery.py",
    "webhooks/test_delivery.py",
    "accounts/test_team.py",
    "accounts/test_doors.py",
)


def binaries() -> Path | None:
    """The newest PostgreSQL of Debian's layout, which keeps it out of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def owner() -> str | None:
    """Who runs the server: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else None


@pytest.fixture
def database_url() -> Iterator[str]:
    bin_folder, user = binaries(), owner()
    if bin_folder is None or user is None:
        pytest.skip("no PostgreSQL server, or nobody but root to run it, is here")
    folder = Path(tempfile.mkdtemp(prefix="toile-pg-"))
    shutil.chown(folder, user)
    port = free_port()
    data = folder / "data"
    control = [str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-s"]

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder)

    try:
        run(
            str(bin_folder / "initdb"),
            *("-D", str(data), "-U", "toile", "-A", "trust"),
            *("-E", "UTF8", "--no-sync", "--no-instructions"),
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        run(*control, "-l", str(folder / "log"), "-o", options, "start")
        yield f"postgres://toile@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            run(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.mark.slow
def test_services_and_triggers_hold_on_postgresql(
    database_url: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--reuse-db"]
        + [str(HERE / name) for name in SAME],
        cwd=HERE.parents[1],
        env=os.environ | {"DATABASE_URL": database_url, "TOILE_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    # The run kept its database: the promises were kept there and nowhere else.
    with psycopg.connect(f"{database_url.rpartition('/')[0]}/test_postgres") as kept:
        triggers = kept.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%append_only'"
        ).fetchone()
    # Audit, postings, entries, links, closed months, bank accounts, statements, and
    # what is sealed or kept version by version: signatures, proofs, keys, records of
    # processing; mandates, series, invoices, their papers, contests, answers to them.
    assert triggers == (23,)
