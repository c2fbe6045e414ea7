"""Media in the books: each posting sums to zero, all of them to the bills exactly."""

from hypothesis import given
from hypothesis import strategies as st

from toile.ledger.chart import OPERATOR_MARGIN, distributor_receivable, media_cost
from toile.ledger.checks import balances, unbalanced
from toile.ledger.entries import Entry, Posting
from toile.ledger.media import Thousandths, media_posting
from toile.wire.ids import Ulid

CAMPAIGN, EXCHANGE = Ulid("campaign"), Ulid("exchange")
BILLS = st.lists(
    st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)).map(
        lambda pair: Thousandths(min(pair), max(pair))
    )
)


def book(batches: list[Thousandths]) -> tuple[list[Posting], Thousandths]:
    postings, carried = [], Thousandths()
    for number, bills in enumerate(batches):
        posting, carried = media_posting(
            Ulid(str(number)), 0, CAMPAIGN, EXCHANGE, bills, carried
        )
        if posting is not None:
            postings.append(posting)
    return postings, carried


def test_the_distributor_owes_what_exchange_and_operator_get() -> None:
    (posting,), carried = book([Thousandths(3_200_000, 4_000_000)])
    assert posting.entries == (
        Entry(distributor_receivable(CAMPAIGN), 4_000),
        Entry(media_cost(EXCHANGE), -3_200),
        Entry(OPERATOR_MARGIN, -800),
    )
    assert carried == Thousandths()


def test_less_than_a_micro_euro_waits_for_more() -> None:
    assert book([Thousandths(400, 600)]) == ([], Thousandths(400, 600))
    (posting,), carried = book([Thousandths(400, 600)] * 2)
    assert [entry.amount for entry in posting.entries] == [1, -1]
    assert carried == Thousandths(800, 200)


@given(BILLS)
def test_postings_sum_to_zero_and_to_the_bills(batches: list[Thousandths]) -> None:
    postings, carried = book(batches)
    assert unbalanced(postings) == []
    assert all(len(posting.entries) >= 2 for posting in postings)
    sums = balances(postings)
    price = sums.get(distributor_receivable(CAMPAIGN), 0)
    cost = -sums.get(media_cost(EXCHANGE), 0)
    assert price * 1_000 + carried.price == sum(bills.price for bills in batches)
    assert cost * 1_000 + carried.cost == sum(bills.cost for bills in batches)
    assert min(carried.price, carried.cost) >= 0
    assert max(carried.price, carried.cost) < 1_000


@given(BILLS)
def test_however_they_are_batched_the_sums_are_the_same(
    batches: list[Thousandths],
) -> None:
    whole = Thousandths()
    for bills in batches:
        whole = whole.plus(bills)
    assert balances(book(batches)[0]).items() >= {
        (account, amount)
        for account, amount in balances(book([whole])[0]).items()
        if amount
    }
