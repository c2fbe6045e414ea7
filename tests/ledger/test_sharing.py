"""The shares of a click sum to its fee, fairly, and the same each time."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.ledger.checks import balances, unbalanced
from toile.ledger.entries import Entry, Posting, click_posting
from toile.ledger.sharing import Rule, Visited, equal_shares, shares, weighted_shares
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

FEE = Money(400)
cinemas = st.lists(
    st.text("ABC123", min_size=3, max_size=6), min_size=1, max_size=40, unique=True
).map(lambda names: [Ulid(name) for name in names])


@given(st.integers(0, 10**9), cinemas, st.integers(0, 2**47))
def test_shares_sum_to_the_fee_and_differ_by_one_at_most(
    fee: int, named: list[Ulid], at_ms: int
) -> None:
    shares = equal_shares(Money(fee), named, new_ulid(at_ms))

    assert sum(shares.values()) == fee
    assert max(shares.values()) - min(shares.values()) <= 1
    assert set(shares) == set(named)


@given(st.integers(0, 10**9), cinemas, st.integers(0, 2**47))
def test_equal_shares_are_those_of_weights_alike(
    fee: int, named: list[Ulid], at_ms: int
) -> None:
    click = new_ulid(at_ms)
    alike = weighted_shares(Money(fee), dict.fromkeys(named, 1), click)
    assert equal_shares(Money(fee), named, click) == alike


@given(cinemas)
def test_the_order_of_the_cinemas_changes_nothing(named: list[Ulid]) -> None:
    click = Ulid("01M85275QPHZD88PEEFXQ0HCTA")

    assert equal_shares(FEE, named, click) == equal_shares(FEE, named[::-1], click)


def test_over_many_clicks_no_cinema_gains() -> None:
    three = [Ulid("A"), Ulid("B"), Ulid("C")]
    earned: Counter[Ulid] = Counter()
    for number in range(3_000):
        earned.update(equal_shares(FEE, three, Ulid(f"{number:026d}")))

    assert sum(earned.values()) == 3_000 * FEE
    assert max(earned.values()) - min(earned.values()) < 200


def test_a_fee_for_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="none or named twice"):
        equal_shares(FEE, [], Ulid("C"))
    with pytest.raises(ValueError, match="none or named twice"):
        equal_shares(FEE, [Ulid("A"), Ulid("A")], Ulid("C"))
    with pytest.raises(ValueError, match="negative"):
        equal_shares(Money(-1), [Ulid("A")], Ulid("C"))


seen = st.builds(Visited, st.integers(0, 9), st.integers(1, 500))
visited = st.dictionaries(
    st.text("ABC123", min_size=3, max_size=6).map(Ulid), seen, min_size=1, max_size=12
)


@given(
    st.sampled_from(["equal", "last", "by_visits"]),
    st.integers(0, 10**6),
    visited,
    st.integers(0, 2**47),
)
def test_by_each_rule_but_one_the_shares_sum_to_the_fee(
    rule: Rule, fee: int, cinemas: dict[Ulid, Visited], at_ms: int
) -> None:
    split = shares(rule, Money(fee), cinemas, new_ulid(at_ms))
    assert sum(split.values()) == fee
    assert min(split.values()) >= 0
    assert split.keys() <= cinemas.keys()


@given(visited, st.integers(0, 2**47))
def test_by_visits_nobody_is_a_micro_euro_away_from_its_due(
    cinemas: dict[Ulid, Visited], at_ms: int
) -> None:
    split = shares("by_visits", FEE, cinemas, new_ulid(at_ms))
    whole = sum(one.visits for one in cinemas.values())
    for name, one in cinemas.items():
        assert abs(split[name] * whole - FEE * one.visits) < whole


@given(visited)
def test_the_last_day_takes_all(cinemas: dict[Ulid, Visited]) -> None:
    latest = max(one.last_day for one in cinemas.values())
    split = shares("last", FEE, cinemas, Ulid("01M85275QPHZD88PEEFXQ0HCTA"))
    assert split.keys() == {n for n, one in cinemas.items() if one.last_day == latest}


@given(visited)
def test_each_cinema_gets_the_whole_fee(cinemas: dict[Ulid, Visited]) -> None:
    split = shares("each", FEE, cinemas, Ulid("01M85275QPHZD88PEEFXQ0HCTA"))
    assert split == dict.fromkeys(cinemas, FEE)


@pytest.mark.parametrize("rule", ["equal", "last", "by_visits", "each"])
def test_no_rule_shares_a_fee_among_nobody(rule: Rule) -> None:
    with pytest.raises(ValueError, match="none or named twice"):
        shares(rule, FEE, {}, Ulid("C"))


def test_a_click_is_owed_by_its_campaign_to_its_cinemas() -> None:
    shares = {Ulid("ROYAL"): Money(200), Ulid("UTOPIA"): Money(200)}
    posting = click_posting(Ulid("CLICK"), 5, Ulid("CAMPAIGN"), shares)

    assert unbalanced([posting]) == []
    assert balances([posting]) == {
        "distributor_receivable:CAMPAIGN": 400,
        "cinema_pending:ROYAL": -200,
        "cinema_pending:UTOPIA": -200,
    }


def test_a_posting_that_does_not_sum_to_zero_is_named() -> None:
    wrong = Posting(Ulid("X"), 5, "click", "", (Entry("bank", Money(1)),))

    assert unbalanced([wrong]) == ["posting X sums to 1"]
