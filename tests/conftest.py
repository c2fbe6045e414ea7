"""What is made once because it takes long: the running product, a migrated database."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from story_product import Product, running

MIGRATE = [sys.executable, "-m", "toile.ops.cli", "manage", "migrate", "-v", "0"]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The running product, as ``toile demo`` starts it (stories, rights)."""
    data = tmp_path_factory.mktemp("story") / "data"
    with running(data) as started:
        yield started


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """Put a migrated database into a data folder, before a program migrates it.

    Made once for all workers of a run: to migrate takes twenty seconds.
    """
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    made = root / "migrated" / "toile.sqlite3"
    with (root / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _migrate(root / "migrating", made)

    def put(data: Path) -> None:
        shutil.copy(made, data / made.name)

    return put


def _migrate(folder: Path, made: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    given = {key: said for key, said in os.environ.items() if "TOILE" not in key}
    given.pop("DATABASE_URL", None)
    subprocess.run(MIGRATE, env=given | {"TOILE_DATA": str(folder)}, check=True)
    # Whole or not at all: a run that was cut off leaves the other name.
    folder.rename(made.parent)
