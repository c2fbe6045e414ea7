"""Prebid.js from npm: it auctions, shows the ad, and tells the notices."""

import json
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import FrameLocator, Page, expect
from prebid_consent import YES
from prebid_world import DEAL, INES, PREBID, line_of

from toile.wire.events import Bill, Click, Impression, View, Win

BANNER = {"mediaTypes": {"banner": {"sizes": [[300, 600]]}}}
VIDEO = {
    "mediaTypes": {
        "video": {
            "context": "instream",
            "playerSize": [640, 360],
            "mimes": ["video/mp4"],
            "protocols": [7, 13],
            "plcmt": 1,
            "linearity": 1,
        }
    },
    "params": {"placement": "preroll"},
}


def private(code: str) -> dict[str, Any]:
    deal = {"id": code, "bidfloor": 8.5, "bidfloorcur": "EUR", "at": 1}
    return {"pmp": {"private_auction": 1, "deals": [deal]}}


def ad_in(page: Page) -> FrameLocator:
    """Find our frame, in the frame that Prebid.js makes, in the publisher's."""
    slot = page.frame_locator("#slot")
    return slot.frame_locator("iframe").frame_locator("iframe")


def test_a_reader_of_the_pool_is_bid_for(reading: Any) -> None:
    reading.open(YES)
    known = reading.world.counted("browser chrome", "known")
    (bid,) = reading.auction(dict(BANNER))
    assert (bid["cpm"], bid["currency"], bid["netRevenue"]) == (6, "EUR", True)
    assert (bid["width"], bid["height"], bid["mediaType"]) == (300, 600, "banner")
    assert bid["meta"]["advertiserDomains"] == ["condor.example"]
    assert reading.world.counted("browser chrome", "known") == known + 1
    (asked,) = reading.to_ads("/openrtb/prebid")
    assert asked.header_value("cookie").startswith("aid=")
    assert json.loads(asked.post_data)["user"]["ext"]["consent"] == YES["tcString"]
    assert reading.to_ads("/win") == reading.to_ads("/bill") == []


def test_the_ad_that_prebid_renders_is_seen_and_counted_and_paid(reading: Any) -> None:
    reading.open(YES)
    (bid,) = reading.auction(dict(BANNER))
    reading.page.evaluate("render", bid["adId"])
    poster = ad_in(reading.page).locator("img").first
    expect(poster).to_be_visible(timeout=20_000)
    assert poster.evaluate("img => img.decode().then(() => img.naturalWidth)") == 300
    impression = reading.world.event(Impression, bid["seatBidId"])
    assert (impression.line, impression.exchange) == (line_of("P001"), PREBID)
    assert impression.aid == INES
    # What is paid for is billed, so that the impression itself costs nothing.
    assert (impression.price, impression.cost) == (0, 0)
    win = reading.world.event(Win, bid["seatBidId"])
    assert win.cost == 6_000_000
    bill = reading.world.event(Bill, bid["seatBidId"])
    assert (bill.cost, bill.price, bill.told) == (6_000_000, 7_500_000, True)
    # Seen through three frames, the publisher's, Prebid.js's and ours.
    assert reading.world.event(View, bid["seatBidId"]).line == line_of("P001")


def test_a_click_in_the_rendered_ad_leads_to_the_film(reading: Any) -> None:
    reading.open(YES)
    (bid,) = reading.auction(dict(BANNER))
    reading.page.evaluate("render", bid["adId"])
    ad = ad_in(reading.page)
    reading.world.event(Impression, bid["seatBidId"])
    with reading.page.expect_popup() as opened:
        ad.locator("a[href*='/click/']").first.click()
    opened.value.wait_for_url("https://www.allocine.fr/**")
    opened.value.close()
    click = reading.world.event(Click, bid["seatBidId"])
    assert (click.line, click.aid, click.cookie_aid) == (line_of("P001"), INES, INES)


def test_a_private_auction_is_answered_by_the_deal(reading: Any) -> None:
    reading.open(YES)
    (bid,) = reading.auction({**BANNER, "ortb2Imp": private(DEAL.code)})
    assert (bid["dealId"], bid["cpm"]) == (DEAL.code, 9)
    assert bid["adserverTargeting"]["hb_deal"] == DEAL.code


def test_a_deal_is_offered_beside_the_open_auction(reading: Any) -> None:
    reading.open(YES)
    pmp = private(DEAL.code)["pmp"] | {"private_auction": 0}
    bids = reading.auction({**BANNER, "ortb2Imp": {"pmp": pmp}})
    assert sorted((bid["cpm"], bid.get("dealId")) for bid in bids) == [
        (6, None),
        (9, DEAL.code),
    ]


def test_a_deal_that_is_not_ours_is_not_answered(reading: Any) -> None:
    reading.open(YES)
    assert reading.auction({**BANNER, "ortb2Imp": private("theirs")}) == []


def test_in_debug_mode_a_publisher_reads_why_there_is_no_bid(reading: Any) -> None:
    reading.open(YES)
    told: list[str] = []
    reading.page.on("console", lambda message: told.append(message.text))
    assert reading.auction({"mediaTypes": {"banner": {"sizes": [[1, 1]]}}}) == []
    assert not any("no bid" in text for text in told)
    with reading.page.expect_console_message(lambda m: "no bid" in m.text) as said:
        reading.auction({"mediaTypes": {"banner": {"sizes": [[1, 1]]}}}, debug=True)
    assert "toile: no bid, placement" in said.value.text


def test_a_page_that_the_operator_does_not_know_gets_nothing(reading: Any) -> None:
    reading.open(YES, site="elsewhere")
    with reading.page.expect_console_message(lambda m: "no bid" in m.text) as said:
        assert reading.auction(dict(BANNER), debug=True) == []
    assert "toile: no bid, blocked_site" in said.value.text


@pytest.mark.parametrize(("floor", "bids"), [(5.5, [6]), (6.5, [])])
def test_floors_of_the_publisher_hold(
    reading: Any, floor: float, bids: list[int]
) -> None:
    reading.open(YES)
    floors = {
        "enforcement": {"enforceJS": False},
        "data": {
            "currency": "EUR",
            "schema": {"fields": ["mediaType"]},
            "values": {"banner": floor},
        },
    }
    took = reading.auction(dict(BANNER), floors=floors)
    assert [bid["cpm"] for bid in took] == bids
    (asked,) = reading.to_ads("/openrtb/prebid")
    (imp,) = json.loads(asked.post_data)["imp"]
    assert (imp["bidfloor"], imp["bidfloorcur"]) == (floor, "EUR")


def test_a_video_bid_is_a_vast_document_that_carries_its_price(reading: Any) -> None:
    reading.open(YES)
    (bid,) = reading.auction(dict(VIDEO))
    assert (bid["mediaType"], bid["cpm"]) == ("video", 4)
    document = ET.fromstring(bid["vastXml"])
    assert (document.tag.rpartition("}")[2], document.get("version")) == ("VAST", "4.2")
    (counts,) = [e.text for e in document.iter() if e.tag.endswith("}Impression")]
    assert counts is not None
    told = urlsplit(counts.strip())
    assert f"{told.scheme}://{told.netloc}" == reading.world.ads
    assert parse_qs(told.query)["p"] == ["4"]
    # A player loads it as an image.
    reading.page.evaluate(
        "url => new Promise(r => Object.assign(new Image(), { src: url, onload: r }))",
        counts.strip(),
    )
    impression = reading.world.event(Impression, bid["seatBidId"])
    assert (impression.cost, impression.price) == (4_000_000, 5_000_000)


def test_a_native_bid_has_the_parts_that_were_asked_for(reading: Any) -> None:
    reading.open(YES)
    assets = [
        {"id": 1, "required": 1, "title": {"len": 90}},
        {"id": 2, "required": 1, "img": {"type": 3, "wmin": 100, "hmin": 100}},
        {"id": 3, "required": 1, "data": {"type": 1}},
    ]
    ortb = {"ver": "1.2", "assets": assets}
    (bid,) = reading.auction({"mediaTypes": {"native": {"ortb": ortb}}})
    assert (bid["mediaType"], bid["cpm"]) == ("native", 6)
    answer = bid["native"]["ortb"]
    title, image, sponsor = answer["assets"]
    assert "L’Ombre de Staline" in title["title"]["text"]
    assert image["img"]["url"].startswith(f"{reading.world.ads}/media/")
    assert "Condor" in sponsor["data"]["value"]
    assert answer["link"]["url"].startswith(f"{reading.world.ads}/click/")


def test_the_ads_transparency_is_told_to_the_publisher(reading: Any) -> None:
    reading.open(YES)
    dsa = {"dsarequired": 2, "pubrender": 1, "datatopub": 2}
    (bid,) = reading.auction(dict(BANNER), ortb2={"regs": {"ext": {"dsa": dsa}}})
    told = bid["meta"]["dsa"]
    assert (told["behalf"], told["paid"], told["adrender"]) == ("Condor", "Condor", 1)
    (used,) = told["transparency"]
    assert used["dsaparams"] == [1, 2]
