"""What the worker has learnt of a place lowers bids there, and only there."""

from typing import Any

from toile.ads.delivery import shading
from toile.ads.delivery.shading import LEAST_SEEN, SHADING
from toile.edge.ads.shades import Shades
from toile.wire.errors import ProfileError
from toile.wire.ids import Ulid
from toile.wire.money import Money

EXCHANGE, PLACE, OTHER = Ulid("exchange"), Ulid("place"), Ulid("other")
BID, FLOOR = Money(4_000_000), Money(500_000)


def cheap(price: int) -> bytes:
    learnt = shading.NOTHING
    for _ in range(LEAST_SEEN):
        learnt = shading.with_price(learnt, Money(price))
    return shading.encode(learnt)


def test_a_bid_is_lowered_where_less_wins(house: Any) -> None:
    with house.stores() as stores:
        with stores.ads.update() as ads:
            ads.put(SHADING, shading.key(EXCHANGE, PLACE), cheap(1_000_000))
        shades = Shades(stores.ads)
        assert FLOOR < shades.shaded(EXCHANGE, PLACE, BID, FLOOR, 10_000) < 1_100_000
        assert (
            shades.shaded(EXCHANGE, PLACE, BID, Money(2_000_000), 10_000) == 2_000_000
        )
        assert shades.shaded(EXCHANGE, OTHER, BID, FLOOR, 10_000) == BID
        with stores.ads.update() as ads:
            ads.put(SHADING, shading.key(EXCHANGE, PLACE), cheap(3_000_000))
        assert shades.shaded(EXCHANGE, PLACE, BID, FLOOR, 14_999) < 1_100_000
        assert shades.shaded(EXCHANGE, PLACE, BID, FLOOR, 15_000) > 2_900_000


def test_a_store_that_is_down_leaves_the_bid_whole() -> None:
    class Down:
        def get(self, _table: str, _key: bytes) -> bytes:
            raise ProfileError("ads", "it is gone", "Start the worker.")

    shades = Shades(Down())  # type: ignore[arg-type]
    assert shades.shaded(EXCHANGE, PLACE, BID, FLOOR, 10_000) == BID
