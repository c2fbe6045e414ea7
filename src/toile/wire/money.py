"""Money is a whole number of micro-euros, never a float.

400 micro-euros is the fee of a click (0.40 EUR for 1000 clicks). Whole cents appear
only where money leaves the house.
"""

from decimal import Decimal, InvalidOperation
from typing import NewType

Money = NewType("Money", int)

MICROS_A_EURO = 1_000_000
MICROS_A_CENT = 10_000


def from_euros(amount: str | int | Decimal) -> Money:
    """Read an amount in euros; a float is refused, for it cannot hold 0.0004.

    Raises ``ValueError`` for what is no number and for a fraction of a micro-euro.
    """
    if isinstance(amount, float):
        raise ValueError(f"{amount!r} is a float; give euros as text or Decimal")
    try:
        micros = Decimal(amount) * MICROS_A_EURO
    except InvalidOperation as error:
        raise ValueError(f"{amount!r} is not an amount in euros") from error
    if not micros.is_finite() or micros != micros.to_integral_value():
        raise ValueError(f"{amount!r} is finer than a millionth of a euro")
    return Money(int(micros))


def to_euros(amount: Money) -> Decimal:
    """Write micro-euros as an exact decimal number of euros."""
    return Decimal(amount) / MICROS_A_EURO
