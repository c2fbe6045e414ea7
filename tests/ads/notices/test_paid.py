"""What a bid costs, whatever its notice says: never above the bid, exact in sum."""

from hypothesis import given
from hypothesis import strategies as st

from toile.ads.notices.paid import Paid, charged, paid
from toile.wire.money import Money

CPM = st.integers(0, 10**9).map(Money)


def test_a_price_is_paid_as_it_was_told() -> None:
    assert paid(Money(3_200_000), Money(4_000_000)) == Paid(Money(3_200_000))


def test_where_none_was_told_the_bid_is_paid() -> None:
    assert paid(None, Money(4_000_000)) == Paid(Money(4_000_000), told=False)


def test_a_price_above_the_bid_is_the_exchanges_error() -> None:
    asked = paid(Money(9_000_000), Money(4_000_000))
    assert (asked.cost, asked.excess) == (4_000_000, 5_000_000)


def test_a_margin_of_a_fifth_makes_five_of_four() -> None:
    assert charged(Money(4_000_000), 20) == 5_000_000
    assert charged(Money(4_000_000), 20, Money(4_900_000)) == 4_900_000
    assert charged(Money(4_000_000), 0) == 4_000_000


def test_a_line_that_was_made_cheaper_after_its_bid_pays_what_it_cost() -> None:
    assert charged(Money(4_000_000), 20, Money(3_000_000)) == 4_000_000


@given(CPM, CPM, st.integers(0, 99))
def test_cost_is_within_the_bid_and_the_charge_covers_it(
    price: Money, bid: Money, margin: int
) -> None:
    cost = paid(price, bid).cost
    assert 0 <= cost <= min(price, bid)
    assert cost <= charged(cost, margin)
    # The operator's part is no more than was agreed.
    assert (charged(cost, margin) - cost) * 100 <= margin * charged(cost, margin)
