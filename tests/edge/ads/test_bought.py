"""What was bought on an exchange opens the frame and the counting doors as well."""

from typing import Any

import msgspec
import pytest

from toile.wire.events import Impression, VideoProgress, View
from toile.wire.exchanges import Exchange
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.tokens import BidToken, ClickToken, ImpressionToken

IMPRESSION = Ulid("01M85275QPHZD88PEEFXQ0SEEN")
EXCHANGE = Ulid("01M85275QPHZD88PEEFXQEXCHA")


@pytest.fixture
def bid(house: Any, now: int) -> BidToken:
    """The line as it was offered for Camille."""
    return BidToken(
        expires_ms=now + 60_000,
        impression=IMPRESSION,
        line=house.line.id,
        creative=house.line.creatives[0].id,
        placement=house.placement.id,
        aid=house.aid,
        exchange=EXCHANGE,
        bid=Money(4_000_000),
        bid_ms=now,
    )


def test_each_door_writes_its_event_and_names_the_exchange(
    edge: Any, house: Any, bid: BidToken
) -> None:
    token = house.tokens.seal(bid)
    for path in (f"/imp?t={token}", f"/view?t={token}", f"/video?t={token}&q=start"):
        assert edge.get(path).status == 200
    impression, view, video = edge.written("ads")
    assert isinstance(impression, Impression)
    assert isinstance(view, View)
    assert isinstance(video, VideoProgress)
    assert (impression.exchange, impression.aid) == (EXCHANGE, house.aid)
    # The notice of the exchange counts the money.
    assert (impression.price, impression.cost) == (0, 0)
    assert {e.impression for e in (impression, view, video)} == {IMPRESSION}


@pytest.mark.parametrize("door", ["imp", "view", "video"])
def test_an_offer_long_past_counts_nothing(
    edge: Any, house: Any, bid: BidToken, now: int, door: str
) -> None:
    values = {name: getattr(bid, name) for name in bid.__struct_fields__}
    old = BidToken(**values | {"expires_ms": now - 1})
    reply = edge.get(f"/{door}?t={house.tokens.seal(old)}&q=start")
    assert (reply.status, reply.code) == (400, "bad_token")
    assert edge.written("ads") == []


def test_the_frame_shows_it_and_passes_the_price_on(
    edge: Any, house: Any, bid: BidToken, now: int
) -> None:
    token = house.tokens.seal(bid)
    page = edge.get(f"/frame/{token}?p=3.10%22%3E%26x").body.decode()
    (told,) = (part for part in page.split('"') if "/imp?t=" in part)
    sealed, _, price = told.removeprefix("https://ads.example/imp?t=").partition("&p=")
    assert house.tokens.open(sealed, BidToken, now) == bid
    assert price == "3.10%22%3E%26x"
    (click,) = (part for part in page.split('"') if "/click/" in part)
    opened = house.tokens.open(click.rpartition("/")[2], ClickToken, now)
    assert (opened.impression, opened.aid) == (IMPRESSION, house.aid)
    unpriced = edge.get(f"/frame/{token}").body.decode()
    assert "&p=" not in unpriced


def test_no_price_is_taken_for_a_direct_placement(
    edge: Any, house: Any, bid: BidToken
) -> None:
    names = set(ImpressionToken.__struct_fields__) - {"price"}
    shown = ImpressionToken(
        price=house.line.price, **{name: getattr(bid, name) for name in names}
    )
    page = edge.get(f"/frame/{house.tokens.seal(shown)}?p=1").body.decode()
    assert "&p=" not in page


def counted(edge: Any, house: Any, bid: BidToken, query: str) -> tuple[int, int]:
    """Count one impression; give its cost and price."""
    assert edge.get(f"/imp?t={house.tokens.seal(bid)}{query}").status == 200
    (event,) = edge.written("ads")
    assert isinstance(event, Impression)
    return event.cost, event.price


@pytest.mark.parametrize(
    ("query", "cost", "price"),
    [
        ("&p=3.00", 3_000_000, 3_750_000),
        ("&p=3", 3_000_000, 3_750_000),
        ("&p=9.99", 4_000_000, 5_000_000),
        ("&p=0", 0, 0),
        ("", 4_000_000, 5_000_000),
        ("&p=", 4_000_000, 5_000_000),
        ("&p=AUDIT", 4_000_000, 5_000_000),
        ("&p=-1", 4_000_000, 5_000_000),
        ("&p=%24%7BAUCTION_PRICE%7D", 4_000_000, 5_000_000),
    ],
)
def test_an_impression_that_bills_counts_the_price_it_carries_or_the_bid(
    house: Any, bid: BidToken, query: str, cost: int, price: int
) -> None:
    house.publish_ads(margin_percent=20)
    values = {name: getattr(bid, name) for name in bid.__struct_fields__}
    with house.open() as edge:
        billing = BidToken(**values | {"priced": True})
        assert counted(edge, house, billing, query) == (cost, price)


def test_nobody_writes_a_price_into_an_ad_that_a_notice_bills(
    edge: Any, house: Any, bid: BidToken
) -> None:
    assert counted(edge, house, bid, "&p=3.00") == (0, 0)


@pytest.mark.parametrize(("by_browser", "cost"), [(True, 4_000_000), (False, 10_000)])
def test_what_browsers_say_of_a_price_is_not_taken(
    house: Any, bid: BidToken, by_browser: bool, cost: int
) -> None:
    exchange = Exchange(id=EXCHANGE, slug="x", name="X", by_browser=by_browser)
    house.publish_ads(exchanges=(exchange,))
    billing = msgspec.structs.replace(bid, priced=True)
    with house.open() as edge:
        assert edge.get(f"/bill?t={house.tokens.seal(bid)}&p=0.01").status == 204
        assert edge.get(f"/imp?t={house.tokens.seal(billing)}&p=0.01").status == 200
        bill, impression = edge.written("ads")
    assert (bill.cost, impression.cost) == (cost, cost)
