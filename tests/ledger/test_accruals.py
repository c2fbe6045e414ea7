"""Fees that are no click's: shares of spend, thousands of impressions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.ledger.accruals import Delivered, Rate, accrual_posting, owed
from toile.ledger.attributed import UNIT
from toile.wire.ids import Ulid
from toile.wire.money import Money

ROYAL, ELDORADO, LUX = (Ulid(name) for name in ("royal", "eldorado", "lux"))
THIRD = {ROYAL: 333_334, ELDORADO: 333_333, LUX: 333_333}
SPEND, SHOWN = Rate(spend_basis_points=250), Rate(thousand_impressions_micros=100_000)


def day(impressions: int, spend: int, attributed: int) -> Delivered:
    parts = {name: part * attributed for name, part in THIRD.items()}
    return Delivered(impressions, Money(spend), attributed, parts)


@pytest.mark.parametrize(
    ("rate", "delivered", "whole"),
    [
        # 2.5 % of 4 EUR is 0.10 EUR; a tenth of a euro for a thousand is as much.
        (SPEND, day(1_000, 4_000_000, 1_000), 100_000),
        (SHOWN, day(1_000, 4_000_000, 1_000), 100_000),
        # Half of the impressions had a cinema: half of the spend counts.
        (SPEND, day(1_000, 4_000_000, 500), 50_000),
        (SHOWN, day(1_000, 4_000_000, 500), 50_000),
        # What is under a micro-euro is nobody's.
        (Rate(thousand_impressions_micros=999), day(1, 0, 1), 0),
        (Rate(click_micros=400), day(1_000, 4_000_000, 1_000), 0),
    ],
)
def test_a_day_is_owed_by_its_rate(
    rate: Rate, delivered: Delivered, whole: int
) -> None:
    assert sum(owed(rate, delivered).values()) == whole


rates = st.one_of(
    st.builds(Rate, spend_basis_points=st.integers(1, 10_000)),
    st.builds(Rate, thousand_impressions_micros=st.integers(1, 10_000_000)),
)
delivered_days = st.builds(
    Delivered,
    st.integers(0, 10_000),
    st.integers(0, 10**9).map(Money),
    st.integers(0, 10_000),
    st.dictionaries(
        st.sampled_from([ROYAL, ELDORADO, LUX]), st.integers(0, 10_000 * UNIT)
    ),
)


@given(rates, delivered_days)
def test_parts_sum_to_the_fee_cut_to_a_micro_euro(rate: Rate, one: Delivered) -> None:
    amounts = owed(rate, one)
    parts = sum(one.parts.values())
    if rate.thousand_impressions_micros:
        exact = parts * rate.thousand_impressions_micros // (1_000 * UNIT)
    else:
        counted = max(one.impressions, one.attributed, 1)
        exact = parts * rate.spend_basis_points * one.spend // (10_000 * counted * UNIT)
    assert sum(amounts.values()) == exact
    assert all(amount > 0 for amount in amounts.values())


@given(rates, st.lists(delivered_days, min_size=1, max_size=5))
def test_booked_in_steps_the_books_hold_the_last_sum(
    rate: Rate, told: list[Delivered]
) -> None:
    """What is told later is added; at any time the postings are what is owed."""
    booked: dict[Ulid, Money] = {}
    held: dict[str, int] = {}
    for number, one in enumerate(told):
        posting = accrual_posting(
            Ulid(f"a{number}"), 0, Ulid("film"), owed(rate, one), booked
        )
        booked = owed(rate, one)
        for entry in () if posting is None else posting.entries:
            held[entry.account] = held.get(entry.account, 0) + entry.amount
        assert sum(held.values()) == 0
        assert {n.partition(":")[2]: -a for n, a in held.items() if a < 0} == booked


def test_what_is_booked_already_takes_no_posting() -> None:
    amounts = owed(SPEND, day(1_000, 4_000_000, 1_000))
    assert accrual_posting(Ulid("a"), 0, Ulid("film"), amounts, amounts) is None
