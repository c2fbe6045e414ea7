"""A statement adds up, or is refused: before and movements are after, to the micro."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toile.ledger.chart import CINEMA_PAYABLE, CINEMA_PENDING
from toile.ledger.entries import CLICK, PAYOUT, PAYOUT_RETURN, RELEASE, REVERSAL
from toile.ledger.statements import (
    Balances,
    Group,
    Payment,
    Refused,
    StatementError,
    faults_of,
    statement,
)
from toile.wire.ids import Ulid
from toile.wire.money import Money

CINEMA = Ulid("01K8000000000000000000R0YA")
FEES = st.integers(0, 10**9).map(Money)
COUNTS = st.integers(1, 10**6)
CAMPAIGNS = st.sampled_from(["A", "B", "C"])
CLICKS = st.builds(
    lambda campaign, n, amount, cinemas: Group(
        CINEMA_PENDING, CLICK, n, amount, campaign, cinemas=cinemas
    ),
    *(CAMPAIGNS, COUNTS, FEES, st.integers(1, 5)),
)
REVERSALS = st.builds(
    lambda account, campaign, n, amount, reason: Group(
        account, REVERSAL, n, Money(-amount), campaign, reason, 1
    ),
    st.sampled_from([CINEMA_PENDING, CINEMA_PAYABLE]),
    *(CAMPAIGNS, COUNTS, FEES, st.sampled_from(["bot", "", "robots"])),
)


def released(amount: Money) -> list[Group]:
    return [
        Group(CINEMA_PENDING, RELEASE, 3, Money(-amount)),
        Group(CINEMA_PAYABLE, RELEASE, 3, amount),
    ]


def paid(payments: list[Payment]) -> list[Group]:
    sums, counts = Counter[str](), Counter[str]()
    for one in payments:
        sums[one.kind] += one.amount
        counts[one.kind] += 1
    return [
        Group(CINEMA_PAYABLE, kind, counts[kind], Money(sums[kind])) for kind in counts
    ]


def payment(number: int, amount: Money) -> Payment:
    kind = PAYOUT if number % 2 else PAYOUT_RETURN
    signed = Money(-amount if kind == PAYOUT else amount)
    return Payment(f"{kind}-{number}", kind, number, "", signed)


def moved(groups: list[Group], account: str) -> int:
    return sum(one.amount for one in groups if one.account == account)


# The first draw alone takes seconds on a busy machine.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(CLICKS, max_size=8),
    st.lists(REVERSALS, max_size=5),
    FEES,
    st.lists(FEES, max_size=4),
    st.tuples(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)),
)
def test_before_and_movements_are_after_whatever_happened(
    clicks: list[Group],
    reversals: list[Group],
    release: Money,
    transfers: list[Money],
    before: tuple[int, int],
) -> None:
    payments = [payment(n, amount) for n, amount in enumerate(transfers)]
    groups = [*clicks, *reversals, *released(release), *paid(payments)]
    pending, payable = (
        moved(groups, account) for account in (CINEMA_PENDING, CINEMA_PAYABLE)
    )
    start = Balances(Money(before[0]), Money(before[1]))
    end = Balances(Money(before[0] + pending), Money(before[1] + payable))
    found = statement(CINEMA, "2026-10", (start, end), groups, payments=payments)
    assert faults_of(found) == []
    assert found.after.total == found.before.total + sum(
        one.total for one in found.movements
    )
    assert found.net == found.gross + found.taken_back
    assert found.after.total == found.before.total + found.net - found.paid
    assert sum(one.clicks for one in found.shared) == found.clicks
    assert sum(one.net for one in found.campaigns) == found.net
    assert sum(one.amount for one in found.reversed) == found.taken_back


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(CLICKS, min_size=1, max_size=4), st.integers(1, 5))
def test_a_micro_too_much_or_too_little_is_refused(
    clicks: list[Group], wrong: int
) -> None:
    pending = moved(clicks, CINEMA_PENDING)
    for off in (wrong, -wrong):
        ends = Balances(), Balances(Money(pending + off))
        with pytest.raises(StatementError, match="pending"):
            statement(CINEMA, "2026-10", ends, clicks)


def test_a_payment_that_was_not_booked_is_refused() -> None:
    with pytest.raises(StatementError, match="payments"):
        statement(
            CINEMA,
            "2026-10",
            (Balances(), Balances()),
            [],
            payments=[payment(1, Money(5))],
        )


def test_refused_clicks_move_no_money_and_stand_by_their_number() -> None:
    rows = [Refused("bot", 3), Refused("too_fast", 9)]
    found = statement(CINEMA, "2026-10", (Balances(), Balances()), [], rows)
    assert [one.reason for one in found.refused] == ["too_fast", "bot"]
    assert (found.refused_clicks, found.clicks, found.net) == (12, 0, 0)


def test_a_kind_of_posting_that_nobody_foresaw_is_told_all_the_same() -> None:
    groups = [Group(CINEMA_PAYABLE, "gift", 1, Money(7))]
    ends = Balances(), Balances(payable=Money(7))
    (one,) = statement(CINEMA, "2026-10", ends, groups).movements
    assert (one.kind, one.postings, one.payable) == ("gift", 1, 7)
