"""Money is whole micro-euros."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.wire.money import Money, from_euros, to_euros


def test_the_fee_of_a_thousand_clicks_is_forty_cents() -> None:
    assert from_euros("0.40") == 1000 * from_euros("0.0004")


AMOUNTS = st.integers(-(2**63), 2**63 - 1)  # what a database column holds


@given(AMOUNTS)
def test_euros_and_back_lose_nothing(micros: int) -> None:
    assert from_euros(to_euros(Money(micros))) == micros


@pytest.mark.parametrize("amount", ["0.0000001", "", "douze", "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="euro"):
        from_euros(amount)


def test_a_float_is_refused() -> None:
    with pytest.raises(ValueError, match="float"):
        from_euros(0.4)  # type: ignore[arg-type]


def test_cents_are_exact_decimals() -> None:
    assert to_euros(Money(400)) == Decimal("0.0004")
