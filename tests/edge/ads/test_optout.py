"""An objection is honoured wherever an id could be used: ad, bid, match, handover."""

from typing import Any

import msgspec
import pytest
from edge_market import Market, asking, consenting
from tc_writer import Written

from toile.wire.ids import to_cookie

PORTAL = {"Origin": "https://portal.example"}
PAGE = {"Origin": "https://franceinter.example"}
KEPT = "optout=1; Max-Age=34560000; Path=/; Secure; HttpOnly; SameSite=None"


@pytest.fixture
def market(make_house: Any) -> Market:
    """A market with a line of the pool and an exchange that browsers ask."""
    made = Market(make_house(TOILE_TCF_VENDOR="755"))
    made.exchange = msgspec.structs.replace(
        made.exchange,
        by_browser=True,
        secret_digest="",
        sync_url="https://ssp.example/sync?uid={UID}",
        unsync_url="https://ssp.example/setuid?bidder=toile&uid=",
    )
    made.fill_pool()
    made.publish(made.line("1"), made.pooled("2"), made.house.line)
    return made


def both(market: Market) -> dict[str, str]:
    return {"Cookie": f"aid={to_cookie(market.house.aid)}; optout=1"}


def test_the_ads_wing_drops_its_id_and_keeps_the_objection(
    edge: Any, house: Any
) -> None:
    reply = edge.ask("POST", "/optout", {**house.aid_cookie, **PORTAL}, b"")
    assert reply.status == 204
    assert KEPT in reply.cookies
    assert any(cookie.startswith("aid=; Max-Age=0") for cookie in reply.cookies)
    reply = edge.ask("DELETE", "/optout", PORTAL)
    assert reply.cookies[0].startswith("optout=; Max-Age=0")


@pytest.mark.parametrize("origin", [{}, PAGE, {"Origin": "null"}])
def test_no_other_page_objects_in_a_readers_name(
    edge: Any, house: Any, origin: dict[str, str]
) -> None:
    reply = edge.ask("POST", "/optout", {**house.aid_cookie, **origin}, b"")
    assert (reply.status, reply.code, reply.cookies) == (403, "foreign_origin", ())


def test_no_ad_of_the_pool_is_chosen_for_one_who_objected(market: Market) -> None:
    market.house.publish_ads()
    with market.house.open() as edge:
        for place in ("inter-insert", "inter-popup"):
            path = f"/ad?p={place}&c=1"
            served = edge.get(path, {**PAGE, **market.house.aid_cookie})
            assert served.status == 200
            assert edge.get(path, {**PAGE, **both(market)}).status == 204


def test_the_bidder_knows_no_one_who_objected(market: Market) -> None:
    with market.house.open() as edge:
        for cookie, line in ((market.house.aid_cookie, "2"), (both(market), "1")):
            body = msgspec.json.encode(asking(**consenting()))
            headers = {**PAGE, **cookie, "Content-Type": "application/json"}
            reply = edge.ask("POST", "/openrtb/ssp", headers, body)
            assert reply.json["seatbid"][0]["bid"][0]["cid"][-1] == line


def test_no_exchange_is_matched_with_one_who_objected(market: Market) -> None:
    said = f"gdpr=1&gdpr_consent={Written().text()}"
    with market.house.open() as edge:
        for path in (f"/match/ssp?{said}", f"/sync?{said}"):
            assert edge.get(path, market.house.aid_cookie).status in (200, 302)
            assert edge.get(path, both(market)).status == 204
        assert edge.counted("match", "objected") == 2


def test_no_handover_begins_for_one_who_objected(edge: Any) -> None:
    reply = edge.get("/aid?r=abc", {"Cookie": "optout=1"})
    assert (reply.status, reply.cookies) == (204, ())
    assert edge.counted("aid", "objected") == 1


def test_exchanges_are_told_to_drop_the_id_of_a_browser_that_erased(
    market: Market,
) -> None:
    with market.house.open() as edge:
        told = edge.get("/unsync", {})
        assert told.status == 200
        page = told.body.decode()
        assert 'src="https://ssp.example/setuid?bidder=toile&amp;uid="' in page
        policy = told.headers["content-security-policy"]
        assert "img-src https://ssp.example;" in policy
        assert policy.endswith(f"frame-ancestors {edge.house.settings.portal_url}")
        # One that still has our id did not erase.
        kept = edge.get("/unsync", market.house.aid_cookie)
        assert (kept.status, kept.body) == (204, b"")


def test_an_exchange_without_such_an_address_is_not_called(make_house: Any) -> None:
    bare = Market(make_house(TOILE_TCF_VENDOR="755"))
    bare.publish(bare.line("1"))
    with bare.house.open() as edge:
        assert edge.get("/unsync", {}).status == 204
