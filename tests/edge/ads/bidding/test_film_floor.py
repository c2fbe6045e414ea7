"""A floor for each second of a film (OpenRTB 2.6, ``mincpmpersec``) is held."""

from typing import Any

import msgspec
import pytest
from edge_market import Asker, asking

from toile.ads.delivery import shading
from toile.ads.delivery.shading import LEAST_SEEN, SHADING
from toile.wire.exchanges import Deal
from toile.wire.ids import Ulid
from toile.wire.money import Money

DEAL = Deal(
    id=Ulid("01M85275QPHZD88PEEFXQD0001"),
    exchange=Ulid("01M85275QPHZD88PEEFXQE0C01"),
    code="d1",
)


def film(a_second: float = 0.0, **changed: Any) -> dict[str, Any]:
    """An impression for a film; the line's lasts 30 s, and the line bids 4 EUR."""
    video = {"mimes": ["video/mp4"], "mincpmpersec": a_second}
    return {"id": "1", "video": video, "bidfloorcur": "EUR"} | changed


def by_deal(**changed: Any) -> dict[str, Any]:
    return {"deals": [{"id": "d1", "bidfloorcur": "EUR"} | changed]}


@pytest.mark.parametrize(
    ("imp", "bids"),
    [
        (film(0.13), 1),
        (film(0.14), 0),
        # In dollars, of which 0.144 are 0.1325 EUR.
        (film(0.144, bidfloorcur="USD"), 1),
        (film(0.146, bidfloorcur="USD"), 0),
        (film(0.01, bidfloorcur="CHF"), 0),
        (film(-3), 1),
        (film(1e300), 0),
    ],
)
def test_a_film_pays_for_its_length(market: Any, imp: Any, bids: int) -> None:
    market.publish(market.teaser())
    with market.house.open() as edge:
        ask = Asker(edge, market.exchange)
        assert len(ask.bids(asking(imp))) == bids
        assert ask.counted("below_floor") == 1 - bids


def test_a_shorter_film_of_the_line_is_shown_where_the_long_one_costs_too_much(
    market: Any,
) -> None:
    line = market.teaser()
    (long,) = line.creatives
    cut = msgspec.structs.replace(long.teaser, duration_ms=15_000)
    short = msgspec.structs.replace(
        long, id=Ulid("01M85275QPHZD88PEEFXQC0015"), teaser=cut
    )
    market.publish(msgspec.structs.replace(line, creatives=(long, short)))
    with market.house.open() as edge:
        ask = Asker(edge, market.exchange)
        shown = {ask.bids(asking(film(0.2)))[0]["dur"] for _ in range(4)}
        assert shown == {15}


@pytest.mark.parametrize(
    ("imp", "bids"),
    [
        (film(pmp=by_deal(mincpmpersec=0.13)), 1),
        (film(pmp=by_deal(mincpmpersec=0.14)), 0),
        # Its own counts; what it leaves unsaid the player says.
        (film(0.14, pmp=by_deal(mincpmpersec=0.13)), 1),
        (film(0.14, pmp=by_deal()), 0),
        # A fixed price is that of any length.
        (film(0.14, pmp=by_deal(mincpmpersec=0.14, at=3, bidfloor=2)), 1),
    ],
)
def test_a_deal_may_have_a_floor_a_second_of_its_own(
    market: Any, imp: Any, bids: int
) -> None:
    market.publish(market.teaser(deals=(DEAL.id,)), deals=(DEAL,))
    with market.house.open() as edge:
        assert len(Asker(edge, market.exchange).bids(asking(imp))) == bids


def test_what_less_would_win_is_not_bid_below_the_floor_of_the_film(
    market: Any,
) -> None:
    learnt = shading.NOTHING
    for _ in range(LEAST_SEEN):
        learnt = shading.with_price(learnt, Money(1_000_000))
    with market.house.stores() as stores, stores.ads.update() as ads:
        at = shading.key(market.exchange.id, market.insert.id)
        ads.put(SHADING, at, shading.encode(learnt))
    market.publish(market.teaser(shading=True))
    with market.house.open() as edge:
        ask = Asker(edge, market.exchange)
        (cheap,) = ask.bids(asking(film(), at=1))
        (held,) = ask.bids(asking(film(0.1), at=1))
        assert cheap["price"] < 1.1
        assert held["price"] == 3.0


def by_length(*ranges: tuple[int | None, int | None, float]) -> list[dict[str, Any]]:
    names = ("mindur", "maxdur", "bidfloor")
    return [
        {name: said for name, said in zip(names, each, strict=True) if said is not None}
        for each in ranges
    ]


def player(*ranges: tuple[int | None, int | None, float], **said: Any) -> Any:
    video = {"mimes": ["video/mp4"], "durfloors": by_length(*ranges)}
    return film(video=video, **said)


@pytest.mark.parametrize(
    ("imp", "bids"),
    [
        pytest.param(player((16, 30, 4.0)), 1, id="it pays"),
        pytest.param(player((16, 30, 4.01)), 0, id="too dear"),
        pytest.param(player((30, 60, 9)), 0, id="the lower end belongs to it"),
        pytest.param(player((31, None, 9), (None, 29, 9)), 1, id="other lengths"),
        pytest.param(player((None, 30, 9)), 0, id="no lower end"),
        pytest.param(player((None, None, 9)), 0, id="no end at all"),
        pytest.param(player((1, 60, 1), (16, 30, 9)), 0, id="the dearest of two"),
        pytest.param(player((16, 30, 4.5), bidfloorcur="USD"), 0, id="in dollars"),
        pytest.param(player((16, 30, 4.3), bidfloorcur="USD"), 1, id="fair dollars"),
        pytest.param(player((16, 30, 1), bidfloorcur="XTS"), 0, id="no rate"),
        pytest.param(player((16, 30, 1), bidfloor=5), 0, id="beside the own floor"),
        pytest.param(player((16, 30, -1)), 1, id="negative asks nothing"),
        pytest.param(player((16, 30, 1e300)), 0, id="absurd"),
        pytest.param(
            player((16, 30, 9), banner={"format": [{"w": 300, "h": 600}]}),
            1,
            id="a banner has no length",
        ),
    ],
)
def test_a_film_pays_the_floor_of_its_length(market: Any, imp: Any, bids: int) -> None:
    market.publish(market.teaser())
    with market.house.open() as edge:
        ask = Asker(edge, market.exchange)
        assert len(ask.bids(asking(imp))) == bids
        assert ask.counted("below_floor") == 1 - bids


@pytest.mark.parametrize(
    ("said", "bids"),
    [
        ({"durfloors": by_length((1, 60, 4.01))}, 0),
        # The deal's take the place of the player's.
        ({"durfloors": by_length((1, 60, 1))}, 1),
        ({}, 0),
        # A fixed price is that of any length.
        ({"at": 3, "bidfloor": 2}, 1),
    ],
)
def test_a_deal_may_have_floors_by_length_of_its_own(
    market: Any, said: dict[str, Any], bids: int
) -> None:
    market.publish(market.teaser(deals=(DEAL.id,)), deals=(DEAL,))
    imp = player((1, 60, 9), pmp=by_deal(**said))
    with market.house.open() as edge:
        assert len(Asker(edge, market.exchange).bids(asking(imp))) == bids
