"""The worked examples of docs/explain/sharing.md are true."""

import re
from pathlib import Path

import pytest

from toile.ledger.sharing import equal_shares
from toile.wire.ids import Ulid
from toile.wire.money import Money

PAGE = Path(__file__).parents[2] / "docs" / "explain" / "sharing.md"
ROWS = re.findall(r"^\| (\d+) \| (\d+) \| ([\d ]+) \|$", PAGE.read_text(), re.MULTILINE)


def test_the_page_has_its_table() -> None:
    assert len(ROWS) == 7


@pytest.mark.parametrize(("fee", "cinemas", "shares"), ROWS)
def test_a_worked_example_is_true(fee: str, cinemas: str, shares: str) -> None:
    named = [Ulid(f"CINEMA{number}") for number in range(int(cinemas))]
    split = equal_shares(Money(int(fee)), named, Ulid("01M85275QPHZD88PEEFXQ0HCTA"))

    assert sorted(split.values(), reverse=True) == [int(s) for s in shares.split()]
