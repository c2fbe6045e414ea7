"""What the doors of notices read a price with."""

from collections.abc import Callable, Mapping

from toile.wire.exchanges import Exchange
from toile.wire.money import Money

ReadPrice = Callable[[str, str, Exchange | None, Mapping[str, Money], int], Money | str]
"""Price, currency ("" is the bid's, euros), exchange, rates, now → micro-euros for
1000, or the code of why it cannot be read."""
