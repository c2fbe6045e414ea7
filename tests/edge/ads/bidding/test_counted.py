"""What an exchange asks and is bid is counted for the portal, of tests nothing."""

from typing import Any

from edge_market import Asker, asking, banner, consenting

from toile.wire.events import AuctionCell, Supply
from toile.wire.targeting import Geography, Targeting


def told(edge: Any) -> list[AuctionCell]:
    events = [each for each in edge.on_disk("ads") if isinstance(each, Supply)]
    return [cell for event in events for cell in event.auctions]


def test_requests_and_bids_reach_the_journal(market: Any) -> None:
    line = market.line()
    market.publish(line)
    with market.house.open() as edge:
        ask = Asker(edge, market.exchange)
        assert len(ask.bids(asking())) == 1
        assert len(ask.bids(asking(banner(), banner(id="2")))) == 1
        assert ask.bids(asking(banner(bidfloor=99))) == []
        assert len(ask.bids(asking(test=1))) == 1
        assert ask(b"{").status == 400
        assert ask(asking(), secret="wrong").status == 403
        edge.stop()
    exchange = market.exchange.id
    assert told(edge) == [
        AuctionCell(exchange, requests=3),
        AuctionCell(exchange, line.id, bids=2),
    ]


def test_a_browser_is_counted_once_however_early_consent_is_asked(market: Any) -> None:
    # No place of the device: where the user lives is asked, which takes a yes.
    toulon = Targeting(geography=(Geography("FR", "93", "83"),))
    market.publish(market.line("1"), market.line("2", targeting=toulon))
    with market.house.open() as edge:
        ask = Asker(edge, market.exchange)
        assert len(ask.bids(asking(**consenting()))) == 1
        assert edge.counted("browser other", "unknown") == 1
