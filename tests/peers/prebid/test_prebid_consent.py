"""With Prebid.js between: no consent, no trace; what the page alone allows; syncs."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from prebid_consent import ALL, BASIC_ADS, YES, told
from prebid_world import INES, line_of

from toile.wire.events import Impression
from toile.wire.ids import to_cookie

BANNER = {"mediaTypes": {"banner": {"sizes": [[300, 600]]}}}


def sync(reading: Any) -> None:
    reading.page.evaluate("pbjs.triggerUserSyncs()")


def test_who_lets_nothing_be_stored_gets_an_ad_by_the_page_alone(reading: Any) -> None:
    reading.open(told(frozenset({BASIC_ADS})))
    (bid,) = reading.auction(dict(BANNER))
    assert bid["cpm"] == 2
    (asked,) = reading.to_ads("/openrtb/prebid")
    assert asked.header_value("cookie") is None
    reading.page.evaluate("render", bid["adId"])
    impression = reading.world.event(Impression, bid["seatBidId"])
    assert (impression.line, impression.aid) == (line_of("ANY0"), None)


def test_who_forbids_profiles_gets_an_ad_by_the_page_alone(reading: Any) -> None:
    reading.open(told(frozenset({1, BASIC_ADS})))
    (bid,) = reading.auction(dict(BANNER))
    assert bid["cpm"] == 2


def test_who_refuses_everything_is_not_even_asked_for(reading: Any) -> None:
    reading.open(told(frozenset()))
    assert reading.auction(dict(BANNER)) == []
    sync(reading)
    assert reading.to_ads("/") == []


def test_without_an_answer_of_the_consent_tool_nothing_is_asked(reading: Any) -> None:
    reading.open(None)
    assert reading.auction(dict(BANNER)) == []
    sync(reading)
    assert reading.to_ads("/") == []


def test_who_refuses_our_vendor_is_not_asked_for(reading: Any) -> None:
    reading.open(told(vendor=False))
    assert reading.auction(dict(BANNER)) == []
    assert reading.to_ads("/") == []


def test_a_vendor_that_was_not_disclosed_gets_nothing_though_prebid_asks(
    reading: Any,
) -> None:
    reading.open(told(disclosed=False))
    before = reading.world.counted("bid prebid", "no_consent")
    assert reading.auction(dict(BANNER)) == []
    (asked,) = reading.to_ads("/openrtb/prebid")
    assert asked.response().status == 204
    assert reading.world.counted("bid prebid", "no_consent") == before + 1


def test_with_consent_an_exchange_learns_its_own_id_of_the_browser(
    reading: Any,
) -> None:
    reading.open(YES)
    reading.auction(dict(BANNER))
    assert reading.to_ads("/sync") == []
    with reading.page.expect_response(lambda r: "/setuid" in r.url):
        sync(reading)
    (frame,) = reading.to_ads("/sync")
    assert parse_qs(urlsplit(frame.url).query) == {
        "gdpr": ["1"],
        "gdpr_consent": [YES["tcString"]],
    }
    (synced,) = reading.sites.synced
    assert synced["tc"] == [YES["tcString"]]
    assert synced["uid"] not in ([to_cookie(INES)], [INES.hex()])


def test_without_purpose_one_no_sync_frame_is_loaded(reading: Any) -> None:
    reading.open(told(ALL - {1}))
    (bid,) = reading.auction(dict(BANNER))
    assert bid["cpm"] == 2
    sync(reading)
    assert reading.to_ads("/sync") == []
    assert reading.sites.synced == []


def test_where_third_party_cookies_are_blocked_nobody_is_known(walled: Any) -> None:
    walled.open(YES)
    (bid,) = walled.auction(dict(BANNER))
    assert bid["cpm"] == 2
    with walled.page.expect_response(lambda r: "/sync?" in r.url) as answered:
        sync(walled)
    assert answered.value.status == 204
    assert walled.sites.synced == []


def test_where_the_publisher_allows_no_frames_none_is_loaded(reading: Any) -> None:
    reading.open(YES)
    none = {"iframe": {"bidders": "*", "filter": "exclude"}}
    assert reading.auction(dict(BANNER), userSync={"filterSettings": none})
    sync(reading)
    assert reading.to_ads("/sync") == []
