"""Reading the price of a notice: what the doors ask for, and the plain form of it."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from toile.wire.exchanges import Exchange
from toile.wire.money import MICROS_A_EURO, Money

ReadPrice = Callable[[str, str, Exchange | None, Mapping[str, Money], int], Money | str]
"""Price, currency ("" is the bid's, euros), exchange, rates, now → micro-euros for
1000, or the code of why it cannot be read."""

_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,12})?")


def read_plain(
    text: str,
    currency: str,
    exchange: Exchange | None,
    rates: Mapping[str, Money],
    _now_ms: int,
) -> Money | str:
    """Read a plain decimal number; every other form is ``unreadable``."""
    if exchange is not None and exchange.price_keys:
        return "forged"  # in clear, anybody could have written it
    rate = {"EUR": Money(MICROS_A_EURO), **rates}.get(currency.upper() or "EUR")
    if rate is None:
        return "unknown_currency"
    if not text:
        return "empty"
    if text == "AUDIT":
        return "audit"
    if not _NUMBER.fullmatch(text):
        return "unreadable"
    return Money(round(Decimal(text) * rate))
