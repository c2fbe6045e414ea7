"""Counters on a disk that fills up: a hole in their file would kill the edge."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from toile.edge.counters import RESERVED_BYTES, Counters
from toile.wire.errors import SettingError

PROGRAM = """
import os, sys
from toile.edge.counters import Counters
counters = Counters()
counters.reserve()
for number in range(int(sys.argv[1])):
    counters.count(f"a door of some length {number:040}", "an outcome " * 4)
counters.publish()
print(os.getpid())
"""


def run(folder: Path, label_sets: int) -> os.stat_result:
    """Count in a process of its own; give the state of its file."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(label_sets)],
        env={**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (file,) = folder.iterdir()
    assert file.name == f"counter_{done.stdout.strip()}.db"
    return file.stat()


def test_all_that_a_process_may_count_has_its_place_on_disk_beforehand(
    tmp_path: Path,
) -> None:
    for label_sets in (0, 1):
        folder = tmp_path / str(label_sets)
        folder.mkdir()
        status = run(folder, label_sets)
        assert status.st_size == RESERVED_BYTES
        assert status.st_blocks * 512 >= RESERVED_BYTES, "the file has holes"


def test_no_number_of_outcomes_makes_the_file_grow(tmp_path: Path) -> None:
    assert run(tmp_path, 5_000).st_size == RESERVED_BYTES


def test_no_room_for_counters_is_told_before_anything_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path / "gone"))
    with pytest.raises(SettingError, match="TOILE_METRICS"):
        Counters().reserve()
