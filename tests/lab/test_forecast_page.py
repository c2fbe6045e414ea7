"""The worked examples of docs/explain/forecast.md are true."""

from pathlib import Path

import pytest

from toile.lab.crowds import significant
from toile.lab.reach import addressable, meetings_within, met
from toile.lab.supply import coming

PAGE = (Path(__file__).parents[2] / "docs" / "explain" / "forecast.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and line[2].isdigit()
]
COMING = [row for row in ROWS if len(row) == 6]
MET = [row for row in ROWS if len(row) == 4]
POOLS = [row for row in ROWS if len(row) == 2]


def test_the_page_has_its_tables() -> None:
    assert (len(COMING), len(MET), len(POOLS)) == (5, 3, 5)


@pytest.mark.parametrize("row", COMING)
def test_a_range_is_told_so(row: list[str]) -> None:
    past, a_day, days = map(int, row[:3])
    told = coming([a_day] * past, days)
    assert told is not None
    bounds = (told.low, told.expected, told.high)
    assert [str(significant(round(each), 3)) for each in bounds] == row[3:]


@pytest.mark.parametrize("row", MET)
def test_so_many_are_met(row: list[str]) -> None:
    mean = float(row[0])
    assert str(round(met(1_000, mean))) == row[1]
    assert [f"{meetings_within(mean, cap):.3f}" for cap in (1, 3)] == row[2:]


@pytest.mark.parametrize("row", POOLS)
def test_a_pool_is_rounded_first(row: list[str]) -> None:
    told = addressable(int(row[0]))
    assert ("none" if told is None else str(told)) == row[1]
