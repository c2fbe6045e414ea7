"""What a request forbids is kept, field by field (OpenRTB 2.6 §3.2.1, §3.2.4)."""

from typing import Any

import pytest
from bidding_world import (
    ADVERTISER,
    EXCHANGE,
    POPUP,
    SEAT,
    WITH_TEASER,
    asking,
    banner,
    deal,
    line,
    plan_of,
    put,
    replaced,
)

from toile.ads.bidding.criteria import match
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.targeting import Targeting

PLAN = plan_of(line())


def reason(plan: Any, written: dict[str, Any], **said: Any) -> NoBidReason | None:
    """Why nothing could be bid on the first impression; ``None`` if a line could."""
    ways = put(plan, written, **said)
    if isinstance(ways, NoBidReason):
        return ways
    found = match(ways[-1])
    return found if isinstance(found, NoBidReason) else None


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({}, None),
        # Seats.
        ({"wseat": [SEAT]}, None),
        ({"wseat": ["x", SEAT]}, None),
        ({"wseat": []}, None),
        ({"wseat": ["x"]}, NoBidReason.SEAT),
        ({"bseat": ["x"]}, None),
        ({"bseat": [SEAT]}, NoBidReason.SEAT),
        # Currencies: every bid is in euros.
        ({"cur": ["EUR"]}, None),
        ({"cur": ["USD", "EUR"]}, None),
        ({"cur": []}, None),
        ({"cur": ["USD"]}, NoBidReason.CURRENCY),
        # Categories of ads, in whichever taxonomy; without one it is Content 1.0.
        ({"bcat": ["IAB1-5"]}, NoBidReason.CATEGORY),
        ({"bcat": ["IAB1"]}, NoBidReason.CATEGORY),
        ({"bcat": ["IAB25", "IAB26"]}, None),
        ({"bcat": ["324"]}, None),
        ({"bcat": ["324"], "cattax": 2}, NoBidReason.CATEGORY),
        ({"bcat": ["324"], "cattax": 5}, NoBidReason.CATEGORY),
        ({"bcat": ["324"], "cattax": 6}, NoBidReason.CATEGORY),
        ({"bcat": ["324"], "cattax": 7}, NoBidReason.CATEGORY),
        ({"bcat": ["JLBCU7"], "cattax": 7}, NoBidReason.CATEGORY),
        ({"bcat": ["1317"], "cattax": 8}, NoBidReason.CATEGORY),
        ({"bcat": ["JLBCU7"], "cattax": 9}, NoBidReason.CATEGORY),
        ({"bcat": ["IAB1-5"], "cattax": 9}, None),
        ({"acat": ["IAB1-5"]}, None),
        ({"acat": ["IAB1"]}, None),
        ({"acat": ["IAB2"]}, NoBidReason.CATEGORY),
        ({"acat": ["1317"], "cattax": 8}, None),
        # What cannot be read cannot be said to be allowed.
        ({"acat": ["324"], "cattax": 501}, NoBidReason.CATEGORY),
        ({"bcat": ["324"], "cattax": 501}, None),
        # Languages of ads.
        ({"wlang": ["fr"]}, None),
        ({"wlang": ["en", "FR"]}, None),
        ({"wlang": ["en"]}, NoBidReason.CREATIVE_LANGUAGE),
        ({"wlang": ["fry"]}, NoBidReason.CREATIVE_LANGUAGE),
        ({"wlangb": ["fr-CA"]}, None),
        ({"wlangb": ["en-GB"]}, NoBidReason.CREATIVE_LANGUAGE),
        # Advertisers, with what is below their domains, in any case.
        ({"badv": [ADVERTISER]}, NoBidReason.ADVERTISER),
        ({"badv": [ADVERTISER.upper()]}, NoBidReason.ADVERTISER),
        ({"badv": [f" {ADVERTISER} "]}, NoBidReason.ADVERTISER),
        ({"badv": [f"films.{ADVERTISER}"]}, None),
        ({"badv": ["dor.example"]}, None),
        ({"badv": ["example"]}, None),
        # Children; and what is too late.
        ({"regs": {"coppa": 1}}, NoBidReason.CHILDREN),
        ({"regs": {"coppa": 0}}, None),
        ({"tmax": 4}, NoBidReason.INSUFFICIENT_TIME),
        ({"tmax": 100}, None),
        ({"tmax": 0}, None),
        ({"tmax": -1}, None),
    ],
)
def test_restrictions_of_the_request(
    said: dict[str, Any], refused: NoBidReason | None
) -> None:
    assert reason(PLAN, asking(**said)) is refused


def test_a_seat_that_we_have_not_is_in_no_list_of_those_let_in() -> None:
    seatless = replaced(EXCHANGE, seat="")
    assert reason(PLAN, asking(), exchange=seatless) is None
    only = asking(wseat=["x"])
    assert reason(PLAN, only, exchange=seatless) is NoBidReason.SEAT


@pytest.mark.parametrize(
    ("advertiser", "blocked"),
    [
        ("films.condor.example", True),
        ("Condor.Example", True),
        ("xcondor.example", False),
        ("", False),
    ],
)
def test_a_block_holds_for_all_below_its_domain(advertiser: str, blocked: bool) -> None:
    plan = plan_of(line(advertiser=advertiser))
    found = reason(plan, asking(badv=["condor.example"]))
    assert found is (NoBidReason.ADVERTISER if blocked else None)


def test_who_has_no_domain_is_blocked_by_the_one_its_bids_name() -> None:
    plan = plan_of(line(advertiser=""))
    assert reason(plan, asking(badv=["allocine.fr"])) is NoBidReason.ADVERTISER


def video(**said: Any) -> dict[str, Any]:
    return {"id": "1", "video": {"mimes": ["video/mp4"]} | said}


@pytest.mark.parametrize(
    ("imp", "refused"),
    [
        (banner(secure=1), None),
        (banner(rwdd=1), NoBidReason.FORMAT),
        ({"id": "1"}, NoBidReason.CREATIVE),
        ({"id": "1", "audio": {"mimes": ["audio/mp4"]}}, NoBidReason.CREATIVE),
        (banner(banner={"w": 300, "h": 250}), None),
        (banner(banner={"w": 300, "h": 250, "mimes": ["text/html"]}), None),
        (banner(banner={"w": 300, "h": 250, "mimes": ["image/gif"]}), None),
        (
            banner(banner={"w": 300, "h": 250, "mimes": ["application/x-flash"]}),
            NoBidReason.CREATIVE,
        ),
        (banner(banner={"w": 300, "h": 250, "battr": [8]}), None),
        (banner(banner={"w": 301, "h": 250}), NoBidReason.PLACEMENT),
        (banner(banner={}), NoBidReason.PLACEMENT),
        (banner(banner={"format": [{"w": 1}, {"w": 300, "h": 250}]}), None),
        (video(), NoBidReason.CREATIVE),
    ],
)
def test_restrictions_of_the_impression(
    imp: dict[str, Any], refused: NoBidReason | None
) -> None:
    assert reason(PLAN, asking(imp)) is refused


def test_a_film_fits_a_player_of_any_size() -> None:
    plan = plan_of(line(creatives=(WITH_TEASER,)))
    assert reason(plan, asking(video())) is None
    assert reason(plan, asking(video(w=640, h=360))) is None
    # A banner of no size does not stand in the player's way.
    both = video(w=640, h=360) | {"banner": {"pos": 1}}
    assert reason(plan, asking(both)) is None


def test_what_is_offered_a_thousand_times_is_looked_at_once() -> None:
    agreed = deal("d1")
    plan = plan_of(line("1"), line("2", deals=(agreed.id,)), deals=(agreed,))
    sizes = [{"w": 300, "h": 250}] * 1_000
    offers = [{"id": "d1"}] * 1_000
    ways = put(plan, asking(banner(banner={"format": sizes}, pmp={"deals": offers})))
    assert not isinstance(ways, NoBidReason)
    assert [way.deal for way in ways] == [0, -1]
    assert all(len(way.places) == 1 for way in ways)


def test_of_endless_lists_only_the_beginning_is_read() -> None:
    wants = Targeting(keywords=("cinéma",))
    plan = plan_of(line(targeting=wants))

    def about(words: list[str]) -> dict[str, Any]:
        site = asking()["site"]
        return asking(site=site | {"keywords": ",".join(words)})

    padding = ["x"] * 100_000
    assert reason(plan, about(["cinéma", *padding])) is None
    assert reason(plan, about([*padding, "cinéma"])) is NoBidReason.KEYWORDS


def test_a_secure_page_gets_nothing_from_hosts_without_https() -> None:
    secure, plain = asking(banner(secure=1)), asking(banner(secure=0))
    assert reason(PLAN, secure, https=False) is NoBidReason.INSECURE
    assert reason(PLAN, plain, https=False) is None


def test_a_popup_needs_a_line_that_chose_it_and_a_page_that_allows_it() -> None:

    chose = line(targeting=replaced(line().targeting, placements=(POPUP.id,)))
    whole = {"w": 600, "h": 500}
    popup = asking(banner(instl=1, banner=whole))
    assert reason(plan_of(chose), popup) is None
    assert reason(PLAN, popup) is NoBidReason.PLACEMENT
    blocked = asking(banner(instl=1, banner=whole | {"battr": [3, 8]}))
    assert reason(plan_of(chose), blocked) is NoBidReason.ATTRIBUTE
    alone = plan_of(line(formats=("popup",)))
    assert reason(alone, asking()) is NoBidReason.PLACEMENT
