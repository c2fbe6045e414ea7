"""The samples of the documentation are what the program writes today."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_samples_are_written_by_the_script() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "samples.py"), "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
