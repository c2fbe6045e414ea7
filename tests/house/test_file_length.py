"""No file is too long to be read at a sitting (DESIGN §3)."""

import statistics
from pathlib import Path
from typing import Any

LONGEST = 500


def test_no_python_file_is_over_500_lines_and_most_are_short(modules: Any) -> None:
    lengths = {m.name: len(m.text.splitlines()) for m in modules if not m.migration}
    assert {n: lines for n, lines in lengths.items() if lines > LONGEST} == {}
    tenths = statistics.quantiles(lengths.values(), n=10)
    assert tenths[8] <= 350
    assert tenths[4] <= 150


def test_no_script_of_the_browser_is_over_500_lines(
    tracked: list[str], root: Path
) -> None:
    scripts = [n for n in tracked if n.startswith("web/") and n.endswith(".ts")]
    assert scripts
    lengths = {n: len((root / n).read_text().splitlines()) for n in scripts}
    assert {n: lines for n, lines in lengths.items() if lines > LONGEST} == {}
