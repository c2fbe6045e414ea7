"""The page that explains permissions tells what the code does."""

import re
from pathlib import Path

from tc_writer import LATE_MS, Written

from toile.consent.tcf import permissions

PAGE = Path(__file__).parents[3] / "docs" / "explain" / "consent.md"
_ROW = re.compile(r"^\| `(\w+)` \|.*\| ([\d, ]+) \|$", re.MULTILINE)
US = 755


def test_each_deed_takes_exactly_the_purposes_of_the_page() -> None:
    rows = _ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert {deed for deed, _ in rows} == {
        "target", "store", "cap", "measure", "contextual"
    }  # fmt: skip
    for deed, told in rows:
        needed = frozenset(map(int, told.split(",")))
        everything = frozenset(range(1, 12))
        for given in (needed, everything, *(everything - {one} for one in needed)):
            found = permissions(Written(consent=given).text(), US, LATE_MS)
            assert getattr(found, deed) is (needed <= given), (deed, given)
