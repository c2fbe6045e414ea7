"""A first look says no only where nobody could bid, and says it where that is plain."""

import json
from typing import Any

import msgspec
import pytest
from bidding_world import HOST, RATES, asking, banner, line, plan_of, put
from drawn import DEALS, placements, plans, requests
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from toile.ads.bidding.asked import host_asked
from toile.ads.bidding.auction import Page, site_of
from toile.ads.bidding.compiled import compile_bids
from toile.ads.bidding.criteria import match
from toile.ads.bidding.first_look import first_look
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.money import Money
from toile.wire.openrtb import decode, outline
from toile.wire.plan import AdsPlan

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
ELSEWHERE = "https://example.com/a"


def looked(plan: AdsPlan, written: dict[str, Any]) -> NoBidReason | None:
    seen = first_look(compile_bids(plan), outline(json.dumps(written).encode()))
    return seen if isinstance(seen, NoBidReason) else None


@settings(deadline=None, max_examples=300, phases=PHASES)
@given(plans(), placements(), requests(), st.sampled_from([0, 1, 3.5, 4.2, 9]))
def test_where_it_says_no_no_line_fits(
    lines: list[Any], places: tuple[Any, ...], written: dict[str, Any], floor: float
) -> None:
    written["imp"][0].setdefault("bidfloor", floor)
    plan = plan_of(*lines, placements=places, deals=DEALS)
    if looked(plan, written) is None:
        return
    ways = put(plan, written)
    if not isinstance(ways, NoBidReason):
        assert all(isinstance(match(way), NoBidReason) for way in ways)


@settings(deadline=None, max_examples=100, phases=PHASES)
@given(plans(), requests(), st.sampled_from([HOST, f"www.{HOST}", "example.com"]))
def test_the_page_that_it_sees_is_that_of_the_whole_request(
    lines: list[Any], written: dict[str, Any], host: str
) -> None:
    written["site"] = {"page": f"https://{host.upper()}/a", "domain": "example.org"}
    body = json.dumps(written).encode()
    plan, whole = compile_bids(plan_of(*lines)), decode(body)
    page = Page(host_asked(whole), site_of(plan, whole, host))
    seen = first_look(plan, outline(body))
    assert seen in (page, NoBidReason.BELOW_FLOOR, NoBidReason.BLOCKED_SITE)
    assert (seen is NoBidReason.BLOCKED_SITE) is (page.site is None)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param({}, None, id="a line may pay"),
        pytest.param({"bidfloor": 4.0, "bidfloorcur": "EUR"}, None, id="just pays"),
        pytest.param({"bidfloor": 4.01, "bidfloorcur": "EUR"}, "floor", id="too dear"),
        pytest.param({"bidfloor": 4.4}, "floor", id="too dear in dollars"),
        pytest.param({"bidfloor": 4.3}, None, id="fair in dollars"),
        pytest.param({"bidfloor": 1, "bidfloorcur": "XTS"}, "floor", id="no rate"),
        pytest.param({"bidfloor": 9, "pmp": {}}, None, id="a deal has its own floor"),
    ],
)
def test_a_floor_that_nobody_pays_is_seen(
    changed: dict[str, Any], reason: str | None
) -> None:
    assert RATES["USD"] == Money(920_000)
    expected = NoBidReason.BELOW_FLOOR if reason else None
    assert looked(plan_of(line()), asking(banner(**changed))) is expected


def test_one_impression_that_may_be_paid_is_enough_to_read_on() -> None:
    imps = banner(bidfloor=50), banner(id="2")
    assert looked(plan_of(line()), asking(*imps)) is None


def test_the_bid_of_a_line_that_buys_by_deal_alone_pays_no_open_floor() -> None:
    bound = line(deals=(DEALS[0].id,))
    dear = asking(banner(bidfloor=1))
    assert looked(plan_of(bound, deals=DEALS), dear) is NoBidReason.BELOW_FLOOR


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        pytest.param({"page": ELSEWHERE}, NoBidReason.BLOCKED_SITE, id="foreign"),
        pytest.param({"page": ELSEWHERE, "domain": HOST}, NoBidReason.BLOCKED_SITE),
        pytest.param({"domain": f"www.{HOST}"}, None, id="a host below"),
        pytest.param({}, NoBidReason.BLOCKED_SITE, id="unsaid"),
    ],
)
def test_a_page_that_is_nobodys_is_seen(
    site: dict[str, Any], reason: NoBidReason | None
) -> None:
    assert looked(plan_of(line()), asking(site=site)) is reason


def test_an_app_is_read_whole() -> None:
    written = asking(app={"bundle": "nobody.knows.it"})
    del written["site"]
    assert looked(plan_of(line()), written) is None


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(asking(banner(), banner()), id="two impressions of one id"),
        pytest.param(asking(banner(bidfloor="9")), id="a floor that is a text"),
        pytest.param(asking(banner(id="")), id="no name"),
        pytest.param(asking(site={"page": 3}), id="a page that is a number"),
    ],
)
def test_what_it_reads_must_be_well_formed(written: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        outline(json.dumps(written).encode())
