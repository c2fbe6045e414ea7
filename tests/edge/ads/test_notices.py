"""GET /win, /bill, /loss: idempotent, never above the bid, forged ones leave none."""

from typing import Any

import msgspec
import pytest

from toile.wire.events import Bill, Loss, Win
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.tokens import BidToken, ImpressionToken

DOORS = ("win", "bill", "loss")
BID = Money(4_000_000)
HOUR_MS = 3_600_000


@pytest.fixture
def token(house: Any, now: int) -> BidToken:
    """A bid of 4 EUR for 1000, made a minute ago."""
    return BidToken(
        expires_ms=now + 4 * HOUR_MS,
        impression=Ulid("01M85275QPHZD88PEEFXQ0SEEN"),
        line=house.line.id,
        creative=house.line.creatives[0].id,
        placement=house.placement.id,
        exchange=Ulid("01M85275QPHZD88PEEFXQ0EXCH"),
        bid=BID,
        bid_ms=now - 60_000,
    )


@pytest.fixture
def tell(edge: Any, house: Any, token: BidToken) -> Any:
    """Tell a notice of the bid; gives the status."""

    def ask(door: str, query: str = "", *, method: str = "GET", **changed: Any) -> int:
        sealed = house.tokens.seal(msgspec.structs.replace(token, **changed))
        status: int = edge.ask(method, f"/{door}?t={sealed}{query}").status
        return status

    return ask


def test_each_door_writes_its_event(tell: Any, edge: Any, token: BidToken) -> None:
    assert tell("win", "&p=3.2&m=2.75") == 204
    assert tell("bill", "&p=3.2") == 204
    assert tell("loss", "&r=102&m=4.1") == 204
    assert [edge.counted(door, "recorded") for door in DOORS] == [1, 1, 1]
    win, bill, loss = edge.written("ads")
    assert isinstance(win, Win)
    assert isinstance(bill, Bill)
    assert isinstance(loss, Loss)
    assert (win.cost, win.to_win) == (3_200_000, 2_750_000)
    assert (bill.cost, bill.price, bill.told) == (3_200_000, 3_200_000, True)
    assert (loss.reason, loss.to_win) == (102, 4_100_000)
    for event in (win, bill, loss):
        assert (event.impression, event.line, event.exchange, event.bid) == (
            token.impression,
            token.line,
            token.exchange,
            BID,
        )


def test_a_bill_is_on_disk_when_it_is_answered(tell: Any, edge: Any) -> None:
    assert tell("bill", "&p=1") == 204
    (event,) = edge.on_disk("ads")
    assert isinstance(event, Bill)


def test_the_operators_margin_is_added_up_to_the_lines_price(house: Any) -> None:
    house.publish_ads(margin_percent=20)
    with house.open() as edge:
        for price in ("3.2", "4"):
            token = house.tokens.seal(
                BidToken(
                    expires_ms=10**13,
                    impression=Ulid("01M85275QPHZD88PEEFXQ0SEEN"),
                    line=house.line.id,
                    creative=house.line.id,
                    placement=house.placement.id,
                    exchange=house.line.id,
                    bid=Money(7_000_000),
                    bid_ms=10**13,
                )
            )
            edge.get(f"/bill?t={token}&p={price}")
        first, second = edge.written("ads")
    assert (first.cost, first.price) == (3_200_000, 4_000_000)
    assert (second.cost, second.price) == (4_000_000, 5_000_000)


@pytest.mark.parametrize(
    ("price", "code"),
    [
        ("", "price_empty"),
        ("AUDIT", "price_audit"),
        ("%24%7BAUCTION_PRICE%7D", None),
        ("%FF%00", "price_unreadable"),
        ("-3", None),
        ("1e999999", None),
        ("9" * 5_000, None),
    ],
)
def test_a_price_that_cannot_be_read_bills_the_bid(
    tell: Any, edge: Any, price: str, code: str | None
) -> None:
    assert tell("bill", f"&p={price}") == 204
    if code is not None:
        assert edge.counted("bill", code) == 1
    (event,) = edge.written("ads")
    assert (event.cost, event.price, event.told) == (BID, BID, False)


def test_a_price_above_the_bid_is_capped_and_counted(tell: Any, edge: Any) -> None:
    assert tell("bill", "&p=4.000001") == 204
    assert tell("win", "&p=400") == 204
    assert edge.counted("bill", "above_bid") == 1
    bill, win = edge.written("ads")
    assert (bill.cost, bill.told) == (BID, True)
    assert win.cost == BID


@pytest.mark.parametrize("reason", ["", "AUDIT", "-1", "%C2%B2", "9" * 400, "%FF"])
def test_a_reason_that_is_no_code_is_unknown(tell: Any, edge: Any, reason: str) -> None:
    assert tell("loss", f"&r={reason}") == 204
    (event,) = edge.written("ads")
    assert (event.reason, event.to_win) == (0, 0)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("text", ["", "forged", "%FF%00", "A" * 200, "x" * 2_000])
def test_a_forged_notice_is_400_and_counted(edge: Any, door: str, text: str) -> None:
    reply = edge.get(f"/{door}?t={text}&p=1")
    assert (reply.status, reply.code) == (400, "bad_token")
    assert edge.counted(door, "bad_token") == 1
    assert edge.written("ads") == []


def test_the_token_of_another_door_or_key_opens_none(
    edge: Any, house: Any, token: BidToken, now: int
) -> None:
    shown = ImpressionToken(
        expires_ms=now + HOUR_MS,
        impression=token.impression,
        line=token.line,
        creative=token.creative,
        placement=token.placement,
        price=house.line.price,
    )
    for sealed in (house.tokens.seal(shown), house.door.seal(token)):
        assert edge.get(f"/bill?t={sealed}&p=1").code == "bad_token"
    assert edge.written("ads") == []


@pytest.mark.parametrize("door", DOORS)
def test_a_late_notice_counts_for_two_days(
    tell: Any, edge: Any, door: str, now: int
) -> None:
    late, too_late = now - 47 * HOUR_MS, now - 49 * HOUR_MS
    assert tell(door, expires_ms=late, bid_ms=late) == 204
    assert tell(door, expires_ms=too_late, bid_ms=too_late) == 204
    assert edge.counted(door, "late") == 1
    assert edge.counted(door, "too_late") == 1
    assert len(edge.written("ads")) == 1


@pytest.mark.parametrize("door", DOORS)
def test_post_tells_as_get_does_and_head_tells_nothing(
    tell: Any, edge: Any, door: str
) -> None:
    assert tell(door, "&p=1", method="POST") == 204
    assert tell(door, "&p=1", method="HEAD") == 204
    assert len(edge.written("ads")) == 1


def test_a_bill_that_cannot_be_written_is_asked_for_again(
    tell: Any, edge: Any, house: Any
) -> None:
    house.break_journal("ads")
    assert tell("bill", "&p=1") == 503
    assert tell("win", "&p=1") == 204
    assert tell("loss") == 204
    assert edge.counted("loss", "journal_unavailable") == 1


@pytest.mark.parametrize(
    ("query", "cost", "price"),
    [
        ("", BID, 5_000_000),
        ("&p=3.2", 3_200_000, 4_000_000),
        ("&p=3.2&c=EUR", 3_200_000, 4_000_000),
        ("&p=MjAuNQ==", BID, 5_000_000),
        ("&p=", BID, 5_000_000),
        ("&p=AUDIT", BID, 5_000_000),
    ],
)
def test_an_impression_that_carries_a_price_counts_its_money(
    house: Any, token: BidToken, query: str, cost: int, price: int
) -> None:
    priced = msgspec.structs.replace(token, priced=True)
    house.publish_ads(margin_percent=20)
    priced = msgspec.structs.replace(token, priced=True)
    with house.open() as edge:
        assert edge.get(f"/imp?t={house.tokens.seal(priced)}{query}").status == 200
        (shown,) = edge.written("ads")
    assert (shown.cost, shown.price, shown.exchange) == (cost, price, token.exchange)


def test_an_impression_whose_notice_bills_costs_nothing_whatever_it_says(
    house: Any, token: BidToken
) -> None:
    with house.open() as edge:
        assert edge.get(f"/imp?t={house.tokens.seal(token)}&p=3.2").status == 200
        (shown,) = edge.written("ads")
    assert (shown.cost, shown.price) == (0, 0)


def test_of_a_test_auction_nothing_is_counted(house: Any, token: BidToken) -> None:
    test = house.tokens.seal(msgspec.structs.replace(token, bid=Money(0)))
    with house.open() as edge:
        for door in ("imp", "view", "bill", "win", "loss"):
            assert edge.get(f"/{door}?t={test}&p=1").status in (200, 204)
            assert edge.counted(door, "test") == 1
        assert edge.written("ads") == []
