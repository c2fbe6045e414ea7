"""Notices and impressions are paired; what is alone or priced otherwise is told."""

from toile.ledger.checking import Cause
from toile.ledger.checking.media import Pairing
from toile.wire.clock import MS_A_DAY

DAY = "2026-11-02"


def causes(pairing: Pairing) -> dict[Cause, tuple[int, int]]:
    _, differences = pairing.end()
    return {one.cause: (one.count, one.amount_micros) for one in differences}


def test_a_pair_is_no_difference_and_counts_once() -> None:
    pairing = Pairing()
    pairing.impression("A", "X", DAY, 0, 0, 0)
    pairing.notice("A", "X", DAY, 1, 3_000_000, 4_000_000)
    assert causes(pairing) == {}
    bill = pairing.bills["X", DAY]
    assert (bill.cost, bill.price, bill.number) == (3_000_000, 4_000_000, 1)


def test_who_is_alone_is_told_with_what_it_cost() -> None:
    pairing = Pairing()
    pairing.notice("A", "X", DAY, 0, 3_000_000, 4_000_000)
    pairing.impression("B", "X", DAY, 0, 0, 0)
    assert causes(pairing) == {
        Cause.NOTICE_WITHOUT_IMPRESSION: (1, 4_000),
        Cause.IMPRESSION_WITHOUT_NOTICE: (1, 0),
    }


def test_an_impression_with_a_price_needs_no_notice() -> None:
    pairing = Pairing()
    pairing.impression("A", "X", DAY, 0, 3_000_000, 4_000_000)
    assert causes(pairing) == {}
    assert pairing.bills["X", DAY].price == 4_000_000


def test_two_prices_are_told_and_the_first_counts() -> None:
    pairing = Pairing()
    pairing.impression("A", "X", DAY, 0, 3_000_000, 4_000_000)
    pairing.notice("A", "X", DAY, 1, 4_000_000, 5_000_000)
    assert causes(pairing) == {Cause.PRICE_DIFFERS: (1, 1_000)}
    assert pairing.bills["X", DAY].price == 4_000_000


def test_a_second_notice_charges_nothing() -> None:
    pairing = Pairing()
    pairing.impression("A", "X", DAY, 0, 0, 0)
    for at_ms in (1, 2):
        pairing.notice("A", "X", DAY, at_ms, 3_000_000, 4_000_000)
    assert causes(pairing) == {Cause.DUPLICATE: (1, 0)}
    assert pairing.bills["X", DAY].price == 4_000_000


def test_what_is_long_past_leaves_the_memory() -> None:
    pairing = Pairing()
    for day in range(30):
        pairing.notice(f"{day}", "X", DAY, day * MS_A_DAY, 1_000, 2_000)
    assert len(pairing._seen) == 4
    assert causes(pairing) == {Cause.NOTICE_WITHOUT_IMPRESSION: (30, 60)}
