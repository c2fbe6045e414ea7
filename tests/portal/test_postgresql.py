"""The same services keep the same promises on PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from toile.ops.bench import postgresql

HERE = Path(__file__).parent
SAME = (
    "test_services.py",
    "test_append_only.py",
    "payouts/test_books.py",
    "statements/test_drawing.py",
    "statements/test_pages.py",
    "invoices/test_series.py",
    "test_bulk.py",
    "test_admin_judged.py",
    "postgresql_locks.py",
    "postgresql_plans.py",
    "api/test_idempotency.py",
    "jobs/test_jobs.py",
    "mail/test_delivery.py",
    "webhooks/test_delivery.py",
    "accounts/test_team.py",
    "accounts/test_doors.py",
)


@pytest.fixture
def database_url() -> Iterator[str]:
    if postgresql.installed() is None:
        pytest.skip("no PostgreSQL server, or nobody but root to run it, is here")
    with postgresql.running("fsync=off") as (url, _pid):
        yield url


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
