"""An exchange of readers' browsers (Prebid.js): pages of the plan, by our cookie."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from edge_market import Asker, Market, asking, consenting

PAGE = "https://franceinter.example"
OTHER = "https://other.example"


@pytest.fixture
def browsers(market: Market) -> Market:
    """The market's exchange, asked by browsers and without a secret."""
    market.exchange = msgspec.structs.replace(
        market.exchange, by_browser=True, secret_digest=""
    )
    market.fill_pool()
    market.publish(market.line("1"), market.pooled("2"))
    return market


@pytest.fixture
def ask(browsers: Market) -> Iterator[Asker]:
    with browsers.house.open() as edge:
        yield Asker(edge, browsers.exchange)


def test_a_page_of_the_plan_asks_and_may_read_the_answer(ask: Asker) -> None:
    reply = ask(asking(), Origin=PAGE)
    assert reply.status == 200
    assert reply.headers["access-control-allow-origin"] == PAGE
    assert reply.headers["access-control-allow-credentials"] == "true"
    refused = ask(asking(cur=["USD"]), Origin=PAGE)
    assert (refused.status, refused.body) == (204, b"")
    assert refused.headers["access-control-allow-origin"] == PAGE


@pytest.mark.parametrize("origin", [OTHER, "null", f"{PAGE}.other.example", ""])
def test_no_other_page_gets_a_bid(ask: Asker, origin: str) -> None:
    reply = ask(asking(), **({"Origin": origin} if origin else {}))
    assert (reply.status, reply.body) == (204, b"")
    assert ask.counted("blocked_site") == 1


def test_the_cookie_names_the_reader_where_consent_allows(
    browsers: Market, ask: Asker
) -> None:
    cookie = browsers.house.aid_cookie | {"Origin": PAGE}
    (bid,) = ask.bids(asking(regs={"gdpr": 1}, user={"consent": ""}), **cookie) or [{}]
    assert bid == {}
    (bid,) = ask.bids(asking(**consenting()), Origin=PAGE)
    assert bid["cid"][-1] == "1"
    (bid,) = ask.bids(asking(**consenting()), **cookie)
    assert bid["cid"][-1] == "2"


def test_an_exchanges_server_brings_no_cookie_of_a_reader(market: Market) -> None:
    market.fill_pool()
    market.publish(market.line("1"), market.pooled("2"))
    with market.house.open() as edge:
        ask = Asker(edge, market.exchange)
        (bid,) = ask.bids(asking(**consenting()), **market.house.aid_cookie)
        assert bid["cid"][-1] == "1"


def test_a_preflight_lets_the_pages_of_the_plan_post(ask: Asker) -> None:
    def preflight(origin: str, slug: str = "ssp") -> Any:
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        return ask.edge.ask("OPTIONS", f"/openrtb/{slug}", asked)

    allowed = preflight(PAGE)
    assert allowed.status == 204
    assert allowed.headers["access-control-allow-methods"] == "POST"
    assert "content-type" in allowed.headers["access-control-allow-headers"]
    assert preflight(OTHER).status == 403
    assert preflight(PAGE, "nobody").status == 403
