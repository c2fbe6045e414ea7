"""The masks say what a plain reading of each line says, and so do its reasons."""

from decimal import Decimal
from typing import Any

from bidding_world import (
    PLACES,
    TODAY,
    asking,
    banner,
    each_bit,
    ids_in,
    line,
    place,
    plan_of,
    put,
    replaced,
    the_question,
)
from drawn import (
    DEALS,
    SEGMENTS,
    memberships,
    one_criterion_each,
    placements,
    plans,
    requests,
)
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from naive import Facts, could_bid, micros

from toile.ads.bidding.criteria import CRITERIA, Question, match, misfits
from toile.ads.bidding.currency import HIGHEST_FLOOR, floor_of
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.audience import AEA, Membership
from toile.wire.money import Money
from toile.wire.targeting import Targeting

# What is found is small already; making it smaller takes minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


def left_of(question: Question) -> int:
    found = match(question)
    return 0 if isinstance(found, NoBidReason) else found


@settings(deadline=None, max_examples=300, phases=PHASES)
@given(
    plans(),
    placements(),
    requests(),
    st.booleans(),
    memberships,
    st.frozensets(st.sampled_from(SEGMENTS)),
    st.sampled_from([255, 255, 170]),
)
def test_the_masks_let_through_what_a_plain_reading_lets_through(
    lines: list[Any],
    places: tuple[Any, ...],
    written: dict[str, Any],
    targets: bool,
    membership: Membership | None,
    large: frozenset[str],
    ready: int,
) -> None:
    plan = plan_of(*lines, placements=places, deals=DEALS)
    ways = put(
        plan,
        written,
        ready=ready,
        large=large,
        targets=targets,
        membership=membership,
    )
    facts = Facts(written, places, DEALS, targets, membership, large)
    judge(plan, written, ways, facts)


@settings(deadline=None, max_examples=300, phases=PHASES)
@given(one_criterion_each(), requests(), st.sampled_from([True, True, False]))
def test_each_criterion_alone_lets_through_what_it_says(
    lines: list[Any], written: dict[str, Any], targets: bool
) -> None:
    plan = plan_of(*lines)
    written["imp"] = [banner(tagid="top")]
    member = Membership({"aea": TODAY, "s1": TODAY - 1})
    large = frozenset(SEGMENTS)
    ways = put(plan, written, large=large, targets=targets, membership=member)
    judge(plan, written, ways, Facts(written, PLACES, (), targets, member, large))


def judge(
    plan: Any, written: dict[str, Any], ways: list[Question] | NoBidReason, facts: Facts
) -> None:
    bidders = [each for each in plan.lines if each.bid and each.creatives]
    pmp = written["imp"][0].get("pmp", {"deals": []})
    codes = {each.code for each in facts.known_deals}
    offers: list[dict[str, Any] | None] = [
        each for each in pmp["deals"] if each["id"] in codes and "wseat" not in each
    ]
    found: dict[str | None, set[str]] = {}
    if not isinstance(ways, NoBidReason):
        for question in ways:
            facts.ready = ids_in(question.plan, question.ready)
            left = left_of(question)
            by = question.deal
            code = question.offered.deals[by].deal.code if by >= 0 else None
            found[code] = ids_in(question.plan, left)
            for at in range(len(question.plan.lines)):
                assert (not misfits(question, at)) is bool(left >> at & 1)
    else:
        facts.ready = {each.id for each in bidders}
    for offered in (*offers, None):
        expected = {each.id for each in bidders if could_bid(each, facts, offered)}
        code = None if offered is None else offered["id"]
        assert found.get(code, set()) == expected, code


def test_the_reason_is_the_criterion_at_which_the_last_line_fell() -> None:
    abroad = replaced(line("1").targeting, hosts_excluded=("lemonde.example",))
    question = the_question(
        plan_of(line("1", targeting=abroad), line("2", bid=Money(1))),
        asking(banner(bidfloor=3.0, bidfloorcur="EUR")),
    )
    assert match(question) is NoBidReason.HOST_EXCLUDED
    told = {question.plan.lines[at].id[-1]: misfits(question, at) for at in (0, 1)}
    assert told == {
        "1": [NoBidReason.HOST_EXCLUDED],
        "2": [NoBidReason.BELOW_FLOOR],
    }


def test_the_dearest_line_is_the_lowest_bit() -> None:
    bids = [1_000_000, 4_000_000, 2_000_000, 4_000_000]
    lines = [line(str(at), bid=Money(bid)) for at, bid in enumerate(bids)]
    question = the_question(plan_of(*lines), asking())
    order = [question.plan.lines[at].bid for at in each_bit(left_of(question))]
    assert order == sorted(bids, reverse=True)


def test_each_criterion_has_a_reason_of_its_own() -> None:
    reasons = [reason for reason, _ in CRITERIA]
    assert len(set(reasons)) == len(reasons)


def test_a_line_is_not_bought_below_the_floor_of_its_own_placement() -> None:
    cheap, dear = place("CH"), place("DE", floor=Money(5_000_000))
    chose_dear = line("1", targeting=Targeting(placements=(dear.id,)))
    plan = plan_of(chose_dear, placements=(cheap, dear))
    assert match(the_question(plan, asking())) is NoBidReason.BELOW_FLOOR


def test_a_small_segment_chooses_nobody_but_still_excludes() -> None:
    reader = Membership({AEA: TODAY})
    wants = line("1", targeting=Targeting(segments=(AEA,)))
    avoids = line("2", targeting=Targeting(segments_none=(AEA,)))
    others = line("3")
    question = the_question(
        plan_of(wants, avoids, others), asking(), membership=reader, large=frozenset()
    )
    assert ids_in(question.plan, left_of(question)) == {others.id}


@given(
    st.decimals(0, 90_000, places=4, allow_nan=False),
    st.sampled_from(["EUR", "USD", "GBP", "JPY"]),
)
def test_a_floor_is_exact_to_the_micro_and_rounded_up(
    amount: Decimal, currency: str
) -> None:
    rates = {"USD": Money(920_000), "GBP": Money(1_150_000), "JPY": Money(6_200)}
    found = floor_of(float(amount), currency, rates)
    exact = micros(str(amount), currency)
    assert exact is not None
    assert found is not None
    # Never below what is asked by more than a float's grain.
    assert abs(found - min(exact, HIGHEST_FLOOR)) <= 1


def test_absurd_floors_are_out_of_reach() -> None:
    for absurd in (1e300, float("inf"), float("nan"), 1e6):
        assert floor_of(absurd, "EUR", {}) == HIGHEST_FLOOR
    assert floor_of(-3.0, "EUR", {}) == 0
    assert floor_of(1.0, "XXX", {}) is None
    assert floor_of(0.0, "XXX", {}) == 0
    assert floor_of(-1.0, "XXX", {}) == 0


def test_ways_of_a_private_auction_are_deals_alone() -> None:
    lines = line("1"), line("2", deals=(DEALS[0].id,))
    offers = {"private_auction": 1, "deals": [{"id": "d1"}]}
    ways = put(plan_of(*lines, deals=DEALS), asking(banner(pmp=offers)))
    assert not isinstance(ways, NoBidReason)
    assert [way.deal for way in ways] == [0]
    assert ids_in(ways[0].plan, left_of(ways[0])) == {lines[1].id}
    nobodys = {"private_auction": 1, "deals": [{"id": "foreign"}]}
    assert put(plan_of(*lines), asking(banner(pmp=nobodys))) is NoBidReason.DEAL
