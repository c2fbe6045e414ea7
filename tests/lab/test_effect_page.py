"""The worked examples of docs/explain/effect.md are true."""

from pathlib import Path

import pytest

from toile.lab.frequency import Class, distribution
from toile.lab.lift import Side, difference_interval, effect

PAGE = (Path(__file__).parents[2] / "docs" / "explain" / "effect.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ")
]
PAIRS = [row for row in ROWS if len(row) == 6 and row[0].isdigit() and "." in row[5]]
EFFECTS = [row for row in ROWS if len(row) == 9 and row[0].isdigit()]
FREQUENCIES = [row for row in ROWS if len(row) == 6 and row not in PAIRS]
FREQUENCIES = [row for row in FREQUENCIES if row[0].isdigit()]


def test_the_page_has_its_tables() -> None:
    assert (len(PAIRS), len(EFFECTS), len(FREQUENCIES)) == (8, 6, 4)


@pytest.mark.parametrize("row", PAIRS)
def test_an_interval_is_newcombes(row: list[str]) -> None:
    one, of, other, of_other = map(int, row[:4])
    interval = difference_interval(Side(of, one), Side(of_other, other))
    assert [f"{bound:.4f}" for bound in interval] == row[4:]


@pytest.mark.parametrize("row", EFFECTS)
def test_an_effect_is_told_so(row: list[str]) -> None:
    served, looked, held_out, looked_too = map(int, row[:4])
    told = effect(Side(served, looked), Side(held_out, looked_too))
    assert told.verdict == row[4]
    figures = (told.difference, told.low, told.high)
    assert [_said(each, 3) for each in figures] == row[5:8]
    assert _said(told.relative, 2) == row[8]


def _said(number: float | None, digits: int) -> str:
    return "none" if number is None else f"{number:.{digits}f}"


@pytest.mark.parametrize("row", FREQUENCIES)
def test_a_distribution_is_told_so(row: list[str]) -> None:
    times = dict(zip((1, 2, 3, 5, 40), map(int, row[:5]), strict=True))
    classes = distribution({n: ids for n, ids in times.items() if ids})
    said = "none" if classes is None else ", ".join(map(_class, classes))
    assert said == row[5]


def _class(each: Class) -> str:
    if each.most is None:
        return f"{each.least}+: {each.ids}"
    bounds = f"{each.least}" if each.least == each.most else f"{each.least}-{each.most}"
    return f"{bounds}: {each.ids}"
