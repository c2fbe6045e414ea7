"""The public vectors of TC strings, where they lie beside the repository."""

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[2].parent / "shared" / "data" / "tcf"


def tcf_data(name: str) -> Path:
    """Give a file of vectors, or skip the test that wants it."""
    path = Path(os.environ.get("TOILE_TEST_TCF", BESIDE)) / name
    if not path.is_file():
        pytest.skip("set TOILE_TEST_TCF to the folder of the public TCF vectors")
    return path
