"""Floors of a bid request in micro-euros, never a float once they are read."""

import math
from collections.abc import Mapping

from toile.wire.money import MICROS_A_EURO, Money

EURO = "EUR"
OUT_OF_REACH = Money(1 << 60)
"""The floor of what cannot be paid: its currency has no rate."""

HIGHEST_FLOOR = Money(100_000 * MICROS_A_EURO)
"""No honest floor is above; what is becomes this, which no line pays."""


def floor_of(cpm: float, currency: str, rates: Mapping[str, Money]) -> Money | None:
    """Turn a floor for 1000 impressions into micro-euros, rounded up.

    ``None`` where there is no rate for its currency. A negative floor asks nothing
    (OpenRTB 2.6 §3.2.4 knows none); one that is no number or absurd is out of reach.
    """
    rate = MICROS_A_EURO if currency == EURO else rates.get(currency)
    if rate is None:
        # What asks nothing asks it in any currency.
        return Money(0) if cpm <= 0 else None
    micros = cpm * rate
    if not micros < HIGHEST_FLOOR:
        return HIGHEST_FLOOR
    # Floats hold 4.2 as 4.2000000000000002: a floor is not raised by that.
    return Money(max(0, math.ceil(micros - 1e-6)))
