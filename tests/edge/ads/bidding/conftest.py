"""An edge with an exchange at its door."""

from collections.abc import Iterator
from typing import Any

import pytest
from edge_market import VENDOR, Asker, Market


@pytest.fixture
def market(make_house: Any) -> Market:
    """A market of one line for everybody."""
    made = Market(make_house(TOILE_TCF_VENDOR=str(VENDOR)))
    made.publish()
    return made


@pytest.fixture
def ask(market: Market) -> Iterator[Asker]:
    """Ask at an edge of the market as it stands."""
    with market.house.open() as edge:
        yield Asker(edge, market.exchange)
