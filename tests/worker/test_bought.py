"""Notices and impressions of exchanges: each counted once, its money to the bit."""

import datetime
from functools import partial
from typing import Any

import msgspec
import pytest

from toile.ads.delivery import counters, noticed, shading
from toile.ads.delivery.counters import COUNTERS
from toile.ads.delivery.noticed import NOTICED
from toile.ads.delivery.shading import SHADING
from toile.ledger.chart import OPERATOR_MARGIN, distributor_receivable, media_cost
from toile.ledger.media import Thousandths
from toile.portal.campaigns.models import LineDay, LineExchangeDay
from toile.portal.inventory.models import Exchange, ExchangeDay
from toile.portal.payouts.models import Balance, MediaCarry, Posting
from toile.portal.payouts.services import book_media, trial_balance
from toile.wire.events import AuctionCell, Bill, Loss, Supply, Win
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money
from toile.worker.project.delivery import forget_old

BID = Money(4_000_500)
DAY_MS = 86_400_000


@pytest.fixture
def exchange(house: Any) -> Exchange:
    return Exchange.objects.create(name="Place", slug="place")


@pytest.fixture
def tell(house: Any, exchange: Exchange) -> Any:
    """Make a notice of an impression."""

    def make(kind: Any, at: int, impression: Ulid | None = None, **fields: Any) -> Any:
        return kind(
            id=new_ulid(at),
            at_ms=at,
            impression=impression or new_ulid(at),
            exchange=Ulid(exchange.id),
            bid=BID,
            line=Ulid(house.world.line.id),
            creative=Ulid(house.world.creatives[0].id),
            placement=Ulid(house.world.placement.id),
            **fields,
        )

    return make


def delivered(house: Any) -> counters.Delivered:
    record = house.stores.ads.get(COUNTERS, counters.key(house.world.line.id))
    return counters.NOTHING if record is None else counters.decode(record)


def told(house: Any, impression: Ulid) -> noticed.Noticed:
    return noticed.decode(house.stores.ads.get(NOTICED, noticed.key(impression)))


def test_a_bid_that_won_is_billed_once_whatever_is_repeated(
    house: Any, tell: Any
) -> None:
    at = house.at()
    won = tell(Win, at, cost=Money(3_200_000), to_win=Money(3_000_000))
    bill = tell(Bill, at + 900, won.impression, cost=Money(3_200_001), price=BID)
    again = msgspec.structs.replace(bill, id=new_ulid(at + 10_000), at_ms=at + 10_000)
    house.write(won, bill, bill, edge="edge-0")
    house.tell(again, won, again, edge="edge-1")
    assert delivered(house) == counters.Delivered(0, BID, 1, BID)
    assert told(house, won.impression).price == BID
    row = LineExchangeDay.objects.get()
    assert (row.wins, row.billed, row.untold, row.losses) == (1, 1, 0, {})
    assert (row.cost_micros, row.price_micros) == (3_200, 4_000)
    assert LineDay.objects.get().spend_micros == 4_000


def test_lost_bids_are_counted_by_reason(house: Any, tell: Any) -> None:
    at = house.at()
    dear = tell(Loss, at, reason=102, to_win=Money(5_000_000))
    house.tell(
        dear, dear, tell(Loss, at + 1, reason=102), tell(Loss, at + 2, reason=205)
    )
    assert LineExchangeDay.objects.get().losses == {"102": 2, "205": 1}
    assert delivered(house) == counters.NOTHING
    assert told(house, dear.impression).lost
    (record,) = [each for _, each in house.stores.ads.scan(SHADING)]
    learnt = shading.decode(record)
    # A creative that was refused says nothing of the price.
    assert (sum(learnt.wins), learnt.never) == (1, 1)


def test_where_the_pixel_bills_the_impression_carries_the_money(
    house: Any, tell: Any, exchange: Exchange
) -> None:
    at = house.at()
    shown = house.impression(
        1, at, exchange=Ulid(exchange.id), price=BID, cost=Money(3_000_000)
    )
    house.tell(shown, shown)
    # One that a faulty exchange bills twice is charged once.
    house.tell(tell(Bill, at + 1, shown.impression, cost=BID, price=BID))
    assert delivered(house) == counters.Delivered(0, BID, 1, BID)
    row = LineDay.objects.get()
    assert (row.impressions, row.spend_micros) == (1, 4_000)
    bought = LineExchangeDay.objects.get()
    assert (bought.impressions, bought.billed, bought.cost_micros) == (1, 1, 3_000)


def test_a_pixel_with_a_price_after_its_bill_adds_no_money(
    house: Any, tell: Any, exchange: Exchange
) -> None:
    at = house.at()
    shown = house.impression(1, at + 1, exchange=Ulid(exchange.id), price=BID)
    house.tell(tell(Bill, at, shown.impression, cost=BID, price=BID), shown)
    assert delivered(house) == counters.Delivered(0, BID, 1, BID)
    row = LineDay.objects.get()
    assert (row.impressions, row.spend_micros) == (1, 4_000)


def test_less_than_is_booked_takes_nothing_back(house: Any, exchange: Exchange) -> None:
    day = datetime.date(2026, 11, 20)
    book = partial(book_media, house.world.line.id, exchange.id, day, 1)
    assert book(Thousandths(3_000, 4_000))
    for less in (Thousandths(2_000, 4_000), Thousandths(3_000, 3_000)):
        assert not book(less)
    assert not book(Thousandths(3_000, 4_000))
    assert Posting.objects.count() == 1
    assert trial_balance() == []


def test_where_a_bill_counts_the_pixel_adds_no_money(
    house: Any, tell: Any, exchange: Exchange
) -> None:
    at = house.at()
    shown = house.impression(1, at, exchange=Ulid(exchange.id), price=Money(0))
    bill = tell(Bill, at + 1, shown.impression, cost=BID, price=BID, told=False)
    house.tell(shown, bill)
    assert delivered(house) == counters.Delivered(0, BID, 1, BID)
    row = LineDay.objects.get()
    assert (row.impressions, row.spend_micros) == (1, 4_000)
    assert LineExchangeDay.objects.get().untold == 1


def test_a_day_of_bills_is_booked_to_the_micro_euro(
    house: Any, tell: Any, exchange: Exchange
) -> None:
    before = house.noon(-2)
    bills = [
        tell(Bill, before + n * 6_000_000, cost=Money(3_000_333), price=BID)
        for n in range(10)
    ]
    today = tell(Bill, house.at(), cost=Money(1_000), price=Money(1_000))
    house.tell(*bills, today)
    house.tell(*bills)
    assert trial_balance() == []
    sums = dict(Balance.objects.values_list("account__code", "amount_micros"))
    assert sums[distributor_receivable(house.world.campaign.id)] == 40_005
    assert sums[media_cost(Ulid(exchange.id))] == -30_003
    assert sums[OPERATOR_MARGIN] == 30_003 - 40_005
    carry = MediaCarry.objects.get()
    assert (carry.cost_thousandths, carry.price_thousandths) == (330, 0)
    assert Posting.objects.filter(kind="media").count() == 3, "noon to midnight, then 4"


def test_a_journal_that_is_read_anew_books_nothing_twice(house: Any, tell: Any) -> None:
    at = house.noon(-2)
    house.tell(tell(Bill, at, cost=BID, price=BID))
    before = list(Posting.objects.values_list("id", flat=True))
    house.stores.clear()
    house.catch_up()
    assert list(Posting.objects.values_list("id", flat=True)) == before
    # What comes to a part that was booked is booked beside it.
    house.tell(tell(Bill, at + 1, cost=BID, price=BID))
    assert Posting.objects.count() == len(before) + 1
    assert trial_balance() == []


def test_what_is_of_no_known_exchange_holds_nothing_up(house: Any, tell: Any) -> None:
    at = house.noon(-1)
    strange = msgspec.structs.replace(
        tell(Bill, at, cost=BID, price=BID), exchange=new_ulid(at)
    )
    house.tell(strange, tell(Bill, at, cost=BID, price=BID))
    assert LineExchangeDay.objects.count() == 1
    assert Posting.objects.count() == 1


def test_what_was_told_is_forgotten_after_three_days(house: Any, tell: Any) -> None:
    at = house.at()
    old, new = tell(Loss, at - 4 * DAY_MS), tell(Loss, at)
    house.tell(old, new)
    forget_old(house.stores.ads, at)
    assert house.stores.ads.count(NOTICED) == 1
    assert told(house, new.impression).lost


def test_requests_and_bids_are_counted_by_line_and_by_exchange(
    house: Any, tell: Any, exchange: Exchange
) -> None:
    at, ssp = house.at(), Ulid(exchange.id)
    line, gone = Ulid(house.world.line.id), Ulid("01M85275QPHZD88PEEFXQ00000")
    cells = (
        AuctionCell(ssp, requests=100),
        AuctionCell(ssp, line, bids=7),
        AuctionCell(ssp, gone, bids=3),
        AuctionCell(gone, requests=9),
    )
    told = Supply(id=new_ulid(at), at_ms=at, auctions=cells)
    won = tell(Win, at + 1)
    house.write(told, won, tell(Bill, at + 2, won.impression, cost=BID, price=BID))
    house.tell(tell(Loss, at + 3, reason=102), tell(Loss, at + 4, reason=205))
    row = LineExchangeDay.objects.get()
    assert (row.bids, row.wins, row.billed) == (7, 1, 1)
    day = ExchangeDay.objects.get()
    assert (day.requests, day.bids, day.wins, day.lost) == (100, 10, 1, 2)
    assert (day.billed, day.cost_micros, day.price_micros) == (1, 4_000, 4_000)
