"""What is read of a request; without consent nothing that was said of the reader."""

from typing import Any

import pytest
from bidding_world import (
    EXCHANGE,
    HOST,
    NOW,
    TODAY,
    asking,
    banner,
    ids_in,
    line,
    market_of,
    plan_of,
    put,
    read,
    replaced,
    the_question,
)

from toile.ads.bidding.asked import host_asked, hour_of_week
from toile.ads.bidding.auction import State, hear, questions
from toile.ads.bidding.criteria import match
from toile.ads.bidding.known import Known
from toile.ads.bidding.places import ALPHA_2, place_of
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.audience import AEA, Membership
from toile.wire.openrtb import Geo
from toile.wire.targeting import AgeRange, Geography, Targeting

ALL_READY = State(-1, frozenset({AEA}))
MEMBER = Membership({AEA: TODAY})
SAID = {
    "user": {
        "id": "u",
        "buyeruid": "AAAAAAAAAAAAAAAAAAAAAA",
        "yob": 1990,
        "gender": "F",
        "geo": {"country": "FRA", "zip": "83000"},
        "data": [{"segment": [{"id": "467"}], "ext": {"segtax": 4}}],
    }
}


def fitting(targeting: Targeting, *, targets: bool, **said: Any) -> bool:
    plan = plan_of(line(targeting=targeting))
    ways = put(plan, asking(**SAID), targets=targets, membership=MEMBER, **said)
    assert not isinstance(ways, NoBidReason)
    return not isinstance(match(ways[0]), NoBidReason)


@pytest.mark.parametrize(
    "targeting",
    [
        Targeting(segments=(AEA,)),
        Targeting(segments_all=(AEA,)),
        Targeting(ages=(AgeRange(30, 40),), unknown={"ages": "strict"}),
        Targeting(genders=("female",), unknown={"genders": "strict"}),
        Targeting(interests=("467",), unknown={"interests": "strict"}),
        Targeting(geography=(Geography("FR", "93", "83"),)),
    ],
)
def test_without_consent_nothing_of_the_reader_is_used(targeting: Targeting) -> None:
    assert fitting(targeting, targets=True)
    assert not fitting(targeting, targets=False)


@pytest.mark.parametrize(
    "targeting",
    [
        Targeting(ages=(AgeRange(50, 60),)),
        Targeting(genders=("male",)),
        Targeting(interests=("480",)),
    ],
)
def test_nor_to_keep_somebody_from_an_ad(targeting: Targeting) -> None:
    assert not fitting(targeting, targets=True)
    assert fitting(targeting, targets=False)


class Guarded(Known):
    """A reader who must not be looked up."""

    def membership(self) -> Membership | None:
        raise AssertionError


def test_the_segments_are_not_even_looked_up_without_consent() -> None:
    plan = market_of(plan_of(line()))
    exchange = next(iter(plan.plan.exchanges.values()))
    asked = hear(plan, exchange, read(asking()), Guarded(False, True), NOW)
    assert not isinstance(asked, NoBidReason)
    (question,) = questions(plan, ALL_READY, asked, asked.request.imp[0])
    assert isinstance(match(question), int)


class Untouched:
    """A reader of whom nothing may be asked, not even consent."""

    @property
    def contextual(self) -> bool:
        raise AssertionError

    targets = contextual

    def membership(self) -> Membership | None:
        raise AssertionError


def test_nothing_is_read_of_anybody_where_price_or_place_decide() -> None:
    plan = market_of(plan_of(line()))
    exchange = next(iter(plan.plan.exchanges.values()))
    dear = asking(banner(bidfloor=900, bidfloorcur="EUR"))
    asked = hear(plan, exchange, read(dear), Untouched(), NOW)
    assert not isinstance(asked, NoBidReason)
    (question,) = questions(plan, ALL_READY, asked, asked.request.imp[0])
    assert match(question) is NoBidReason.BELOW_FLOOR


def test_contextual_bids_are_of_lines_that_allow_them() -> None:
    anonymous, others = line("1"), line("2", anonymous=False)
    ways = put(plan_of(anonymous, others), asking(), targets=False)
    assert not isinstance(ways, NoBidReason)
    left = match(ways[0])
    assert not isinstance(left, NoBidReason)
    assert ids_in(ways[0].plan, left) == {anonymous.id}


def test_no_bid_where_not_even_the_page_may_choose() -> None:
    question = the_question(plan_of(line()), asking(), targets=False, contextual=False)
    assert match(question) is NoBidReason.NO_CONSENT


@pytest.mark.parametrize(
    ("site", "host"),
    [
        (
            {"page": "https://WWW.Lemonde.example:443/a?b=https://x.example/"},
            "www." + HOST,
        ),
        ({"page": f"https://{HOST}?x"}, HOST),
        ({"page": f"https://{HOST}#x"}, HOST),
        ({"page": f"https://someone@{HOST}/"}, HOST),
        ({"page": f"https://evil.example#@{HOST}/"}, "evil.example"),
        ({"page": f"https://evil.example?@{HOST}/"}, "evil.example"),
        ({"page": f"https://evil.example\\@{HOST}/"}, "evil.example"),
        ({"page": f"https://evil.example/@{HOST}/"}, "evil.example"),
        ({"page": f"https://evil.example/{HOST}", "domain": HOST}, "evil.example"),
        ({"domain": "LeMonde.example"}, HOST),
        ({"domain": HOST + "."}, HOST),
        ({"page": "", "domain": HOST}, HOST),
        ({"page": "https://", "domain": HOST}, HOST),
        ({"name": "Le Monde"}, ""),
        ({}, ""),
    ],
)
def test_the_host_of_a_page(site: dict[str, Any], host: str) -> None:
    assert host_asked(read(asking(site=site))) == host


@pytest.mark.parametrize(
    ("place", "sold"),
    [
        ({"site": {"domain": HOST}}, True),
        ({"site": {"domain": f"www.{HOST}"}}, True),
        ({"site": {"domain": f"x{HOST}"}}, False),
        ({"site": {"domain": "example"}}, False),
        ({"site": {"domain": "fr.lemonde.app"}}, False),
        ({"app": {"bundle": "fr.lemonde.app"}}, True),
        ({"app": {"bundle": "FR.lemonde.app"}}, True),
        ({"app": {"bundle": "x.fr.lemonde.app"}}, False),
        ({"app": {"bundle": f"evil.{HOST}"}}, False),
        ({"app": {"bundle": HOST}}, False),
        ({}, False),
    ],
)
def test_a_page_is_its_publishers_and_an_app_has_one_name(
    place: dict[str, Any], sold: bool
) -> None:
    written = asking()
    del written["site"]
    ways = put(plan_of(line()), written | place)
    assert (ways is NoBidReason.BLOCKED_SITE) is not sold


def test_an_exchange_offers_the_hosts_that_it_may_alone() -> None:
    plan = plan_of(line())
    for hosts, sold in (((HOST,), True), (("other.example",), False)):
        limited = replaced(EXCHANGE, hosts=hosts)
        ways = put(plan, asking(), exchange=limited)
        assert (ways is NoBidReason.BLOCKED_SITE) is not sold


def test_a_page_of_another_domain_than_it_says_is_refused() -> None:
    site = {"page": f"https://www.{HOST}/", "domain": "other.example"}
    assert put(plan_of(line()), asking(site=site)) is NoBidReason.DOMAIN_SPOOFED


def test_user_facts_that_are_no_facts_are_unknown() -> None:
    strict = {"ages": "strict", "genders": "strict"}
    wants = Targeting(ages=(AgeRange(0, 120),), unknown=strict)
    plan = plan_of(line(targeting=wants))
    for born in (3000, 1700, -5, 10**20):
        ways = put(plan, asking(user={"yob": born}))
        assert not isinstance(ways, NoBidReason)
        assert match(ways[0]) is NoBidReason.AGE


def test_hours_are_those_of_paris_in_summer_and_winter() -> None:
    # 2026-03-29 01:00 UTC: clocks go from 2 to 3, on a Sunday.
    turn = 1_774_746_000_000
    assert hour_of_week(turn - 1) == 6 * 24 + 1
    assert hour_of_week(turn) == 6 * 24 + 3
    # 2026-10-25 01:00 UTC: from 3 back to 2.
    back = 1_792_890_000_000
    assert hour_of_week(back - 1) == 6 * 24 + 2
    assert hour_of_week(back) == 6 * 24 + 2
    assert hour_of_week(back + 3_600_000) == 6 * 24 + 3


def test_places_by_country_and_postal_code() -> None:
    assert place_of(Geo("FRA", zip="83000")) == Geography("FR", "93", "83")
    assert place_of(Geo("FRA", zip="20000")) == Geography("FR", "94", "2A")
    assert place_of(Geo("FRA", zip="97400")) == Geography("FR", "04", "974")
    assert place_of(Geo("REU")) == Geography("FR", "04", "974")
    # A postal code without its country is anybody's; and a wrong one is none.
    assert place_of(Geo(zip="83000")) == Geography()
    for wrong in ("", "83", "ABCDE", "99999", "8300０", "²2222"):
        assert place_of(Geo("FRA", zip=wrong)).country == "FR"
    assert place_of(Geo("XXX")) == Geography()
    assert len(set(ALPHA_2.values())) == len(ALPHA_2) == 249
