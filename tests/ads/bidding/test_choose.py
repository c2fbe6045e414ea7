"""The choice: the highest bid, turns among equals, within floors, deals and caps."""

from typing import Any

import pytest
from bidding_world import Delivering, asking, banner, deal, line, plan_of, put, replaced
from drawn import DEALS, SEGMENTS, memberships, placements, plans, requests
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from toile.ads.bidding.choose import Choice, choose
from toile.ads.bidding.criteria import Question, floor_asked, match
from toile.ads.bidding.explain import explain
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.audience import Membership
from toile.wire.money import Money
from toile.wire.targeting import Cap

EUROS = {"bidfloorcur": "EUR"}
D1 = deal("d1")


def the_way(plan: Any, written: dict[str, Any], at: int = 0, **said: Any) -> Question:
    ways = put(plan, written, **said)
    assert not isinstance(ways, NoBidReason), ways.name
    return ways[at]


def chosen(question: Question, **told: Any) -> Choice:
    found = choose(question, Delivering(**told))
    assert isinstance(found, Choice), found.name
    return found


@settings(deadline=None, max_examples=200, phases=(Phase.explicit, Phase.generate))
@given(
    plans(),
    placements(),
    requests(),
    memberships,
    st.dictionaries(st.integers(0, 7), st.integers(1, 3)),
    st.frozensets(st.integers(0, 7), max_size=3),
    st.integers(1, 4_000_000),
)
def test_whatever_is_chosen_pays_its_floor_and_no_more_than_its_bid(
    lines: list[Any],
    places: tuple[Any, ...],
    written: dict[str, Any],
    membership: Membership | None,
    behind: dict[int, int],
    spent: frozenset[int],
    shaded: int,
) -> None:
    lines = [replaced(each, shading=True) for each in lines]
    plan = plan_of(*lines, placements=places, deals=DEALS)
    ways = put(plan, written, large=frozenset(SEGMENTS), membership=membership)
    if isinstance(ways, NoBidReason):
        return
    names = {at: each.id for at, each in enumerate(lines)}
    delivery = Delivering(
        behind={names[at]: by for at, by in behind.items() if at in names},
        spent={names[at] for at in spent if at in names},
        shaded=shaded,
    )
    for question in ways:
        found = choose(question, delivery)
        left = match(question)
        if isinstance(left, NoBidReason):
            assert found is left
            continue
        if isinstance(found, NoBidReason):
            continue
        # ``shaded`` may be above the line's bid: then the edge has broken its word.
        most = max(found.line.bid, shaded)
        assert floor_asked(question, found.placement) <= found.price <= most
        assert found.line.id not in delivery.spent
        rivals = [
            each
            for at, each in enumerate(question.plan.lines)
            if left >> at & 1 and delivery.may_bid(each)
        ]
        assert found.line.bid == max(each.bid for each in rivals)
        equals = [each for each in rivals if each.bid == found.line.bid]
        furthest = max(delivery.behinds.get(each.id, 1) for each in equals)
        assert delivery.behinds.get(found.line.id, 1) == furthest


def test_equal_bids_take_turns_by_how_far_they_are_behind() -> None:
    lines = [line(str(at)) for at in range(3)]
    question = the_way(plan_of(*lines), asking())
    for each in lines:
        assert chosen(question, behind={each.id: 5}).line == each
    assert chosen(question).line == lines[0]


def test_a_thousand_lines_of_one_price_are_asked_once_each() -> None:
    lines = [line(str(at)) for at in range(1_000)]
    question = the_way(plan_of(*lines), asking())
    delivery = Delivering(shows={each.id: False for each in lines})
    assert choose(question, delivery) is NoBidReason.CREATIVE
    assert len(delivery.asked) == 1_000


def test_a_dearer_line_goes_before_one_that_is_further_behind() -> None:
    cheap, dear = line("1", bid=Money(1_000_000)), line("2", bid=Money(1_000_001))
    question = the_way(plan_of(cheap, dear), asking())
    assert chosen(question, behind={cheap.id: 99}).line == dear


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("spent", NoBidReason.PACING),
        ("capped", NoBidReason.USER_CAP),
    ],
)
def test_who_may_not_bid_lets_the_next_one_and_the_last_one_says_why(
    told: str, reason: NoBidReason
) -> None:
    first = line("1", cap=Cap(1))
    second = line("2", cap=Cap(1), bid=Money(1))
    question = the_way(plan_of(first, second), asking())
    assert chosen(question, **{told: {first.id}}).line == second
    assert choose(question, Delivering(**{told: {first.id, second.id}})) is reason


def test_a_line_held_out_keeps_its_campaigns_other_lines_silent() -> None:
    held = line("1", holdout=10, targeting=the_pools(), campaign="CAMPAIGN")
    sister = line("2", bid=Money(2_000_000), campaign="CAMPAIGN")
    other = line("3", bid=Money(1_000_000))
    plan = plan_of(held, sister, other)
    question = the_way(plan, asking(), membership=Membership({"aea": 99_999}))
    assert chosen(question, withheld={held.id}).line == other
    assert chosen(question).line == held


def the_pools() -> Any:
    return replaced(line().targeting, segments=("aea",))


def test_no_campaign_of_the_page_comes_again() -> None:
    first, second = line("1"), line("2", bid=Money(1))
    question = the_way(plan_of(first, second), asking())
    again = choose(question, Delivering(), (first.campaign,))
    assert isinstance(again, Choice)
    assert again.line == second
    both = (first.campaign, second.campaign)
    assert choose(question, Delivering(), both) is NoBidReason.PACING


def of_deal(**said: Any) -> dict[str, Any]:
    return banner(pmp={"deals": [{"id": "d1", **EUROS, **said}]}, **EUROS)


BY_D1 = line("1", deals=(D1.id,), shading=True)


@pytest.mark.parametrize(
    ("said", "at", "price"),
    [
        # A fixed price is the price, whatever the auction is.
        ({"at": 3, "bidfloor": 2.5}, 1, 2_500_000),
        ({"at": 3, "bidfloor": 2.5}, 2, 2_500_000),
        # In a first-price auction shading applies, never below the floor.
        ({"at": 1, "bidfloor": 2.5}, 2, 3_000_000),
        ({"at": 1, "bidfloor": 3.5}, 2, 3_500_000),
        # In a second-price one the whole bid is told.
        ({"at": 2, "bidfloor": 2.5}, 1, 4_000_000),
        # A deal that does not say is sold as the request says.
        ({"bidfloor": 2.5}, 1, 3_000_000),
        ({"bidfloor": 2.5}, 2, 4_000_000),
    ],
)
def test_the_price_of_a_deal(said: dict[str, Any], at: int, price: int) -> None:
    plan = plan_of(BY_D1, deals=(D1,))
    question = the_way(plan, asking(of_deal(**said), at=at))
    found = chosen(question, shaded=3_000_000)
    assert (found.price, found.deal and found.deal.deal.code) == (price, "d1")


def test_a_deals_floor_and_currency_are_its_own() -> None:
    plan = plan_of(BY_D1, line("2"), deals=(D1,))
    dear_in_the_open = of_deal(bidfloor=1) | {"bidfloor": 99.0}
    by_deal, in_open = put(plan, asking(dear_in_the_open))
    assert chosen(by_deal).line == BY_D1
    assert choose(in_open, Delivering()) is NoBidReason.BELOW_FLOOR
    # A deal's currency is dollars unless it says: not the impression's.
    unsaid = banner(pmp={"deals": [{"id": "d1", "bidfloor": 4.1}]}, **EUROS)
    assert chosen(the_way(plan, asking(unsaid))).line == BY_D1
    euros = banner(pmp={"deals": [{"id": "d1", "bidfloor": 4.1, **EUROS}]})
    assert choose(the_way(plan, asking(euros)), Delivering()) is NoBidReason.BELOW_FLOOR


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, {"wseat": ["another"]}),
        ({"ends_ms": 1}, {}),
        ({"starts_ms": 4_000_000_000_000}, {}),
        ({}, {"bidfloorcur": "XXX", "bidfloor": 1}),
        ({}, {"at": 3}),
        ({"placements": ("ELSEWHERE",)}, {}),
        ({"exchange": "ANOTHER"}, {}),
        ({"code": "another"}, {}),
    ],
)
def test_a_deal_that_is_not_for_us_now_and_here_is_none(
    known: dict[str, Any], said: dict[str, Any]
) -> None:
    plan = plan_of(BY_D1, deals=(replaced(D1, **known),))
    imp = of_deal(**said)
    imp["pmp"]["private_auction"] = 1
    assert put(plan, asking(imp)) is NoBidReason.DEAL
    # And the same one as it should be.
    good = of_deal()
    good["pmp"]["private_auction"] = 1
    assert chosen(the_way(plan_of(BY_D1, deals=(D1,)), asking(good))).line == BY_D1


def test_an_explanation_names_each_line_and_what_was_in_its_way() -> None:
    lines = (
        line("1", bid=Money(3_000_000), cap=Cap(1)),
        line("2", bid=Money(1)),
        line("3", bid=Money(2_000_000)),
    )
    question = the_way(plan_of(*lines), asking(banner(bidfloor=1, **EUROS)))
    delivery = Delivering(capped={lines[0].id})
    told = explain(question, delivery, choose(question, delivery))
    assert [(each.line.id[-1], each.reasons, each.chosen) for each in told] == [
        ("1", (NoBidReason.USER_CAP,), False),
        ("3", (), True),
        ("2", (NoBidReason.BELOW_FLOOR,), False),
    ]
    assert {each.floor for each in told} == {1_000_000}


def test_an_explanation_knows_what_only_the_reader_and_the_screen_decide() -> None:
    lines = (
        line("1"),
        line("2"),
        line("3", holdout=5, targeting=the_pools()),
    )
    plan = plan_of(*lines)
    question = the_way(plan, asking(), membership=Membership({"aea": 99_999}))
    delivery = Delivering(
        shows={lines[0].id: False},
        spent={lines[1].id},
        withheld={lines[2].id},
    )
    told = explain(question, delivery, choose(question, delivery))
    assert [each.reasons for each in told] == [
        (NoBidReason.CREATIVE,),
        (NoBidReason.PACING,),
        (NoBidReason.HELD_OUT,),
    ]
