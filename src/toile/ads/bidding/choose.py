"""The choice for one impression: the best bid that fits, or why there is none.

The rule (docs/explain/auction.md): the highest bid first; among equal bids the line
that is furthest behind its pace, so that two distributors who pay the same are served
alike.
"""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from toile.ads.bidding.compiled import BidPlan
from toile.ads.bidding.criteria import Question, floor_asked, match, place_for
from toile.ads.bidding.film_floor import unshown
from toile.ads.bidding.offered import FIXED_PRICE, OfferedDeal
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import Line, Placement


class Delivery(Protocol):
    """What the edge knows of lines and of the reader, asked only of those that fit."""

    def may_bid(self, line: Line) -> bool:
        """Tell whether a line's pace and budget allow a bid now."""
        ...

    def behind(self, line: Line) -> int:
        """Tell how far a line is behind its pace, for turns among equal bids."""
        ...

    def capped(self, line: Line) -> bool:
        """Tell whether the reader has seen a line as often as its cap allows."""
        ...

    def withheld(self, line: Line, placement: Placement) -> bool:
        """Tell whether a line that has won is held back from this reader."""
        ...

    def shows(self, line: Line, placement: Placement) -> bool:
        """Tell whether a line has something that the impression can show."""
        ...

    def price(self, line: Line, placement: Placement, floor: Money) -> Money:
        """Tell what to bid in a first-price auction, from the floor up to its bid."""
        ...


class Choice(msgspec.Struct, frozen=True, gc=False):
    """A line, the placement it is for, what it bids for 1000, and by which deal."""

    line: Line
    placement: Placement
    price: Money
    deal: OfferedDeal | None


def choose(
    question: Question, delivery: Delivery, without: tuple[Ulid, ...] = ()
) -> Choice | NoBidReason:
    """Choose a line; ``without`` are campaigns that this page shows already."""
    left = match(question)
    if isinstance(left, NoBidReason):
        return left
    return pick(question, left, delivery, without)


def pick(
    question: Question, left: int, delivery: Delivery, without: tuple[Ulid, ...] = ()
) -> Choice | NoBidReason:
    """Choose one of the lines that match, ``left``."""
    plan = question.plan
    reason = NoBidReason.PACING
    while left:
        lowest = (left & -left).bit_length() - 1
        tied = left & plan.ties[lowest]
        left ^= tied
        for number in _furthest_behind_first(plan, tied, delivery):
            line = plan.lines[number]
            if line.campaign in without or not delivery.may_bid(line):
                continue
            if line.cap is not None and delivery.capped(line):
                reason = NoBidReason.USER_CAP
                continue
            place = place_for(question, number)
            if place is None:
                reason = NoBidReason.INTERESTS
                continue
            if not delivery.shows(line, place):
                reason = _unshown(question, line)
                continue
            if line.holdout and by_pool(line) and delivery.withheld(line, place):
                reason = NoBidReason.HELD_OUT
                without = (*without, line.campaign)
                continue
            return _choice(question, line, place, delivery)
    return reason


def _unshown(question: Question, line: Line) -> NoBidReason:
    return unshown(line, question.offered.imp, question.offered.films)


def _furthest_behind_first(
    plan: BidPlan, tied: int, delivery: Delivery
) -> Iterable[int]:
    """Order lines that bid the same, each asked once: a thousand, no million times."""
    if not tied & (tied - 1):
        return (tied.bit_length() - 1,)
    numbers = []
    while tied:
        numbers.append((tied & -tied).bit_length() - 1)
        tied &= tied - 1
    numbers.sort(key=lambda number: -delivery.behind(plan.lines[number]))
    return numbers


def _choice(
    question: Question, line: Line, placement: Placement, delivery: Delivery
) -> Choice:
    deal = question.offered.deals[question.deal] if question.deal >= 0 else None
    floor = floor_asked(question, placement)
    if deal is not None and deal.at == FIXED_PRICE:
        return Choice(line, placement, deal.floor, deal)
    first_price = question.asked.request.at == 1
    if deal is not None and deal.at:
        first_price = deal.at == 1
    price = line.bid
    if first_price and line.shading:
        price = delivery.price(line, placement, floor)
    return Choice(line, placement, price, deal)


def by_pool(line: Line) -> bool:
    """Tell whether segments choose a line's readers: else it is tied to no id."""
    aimed = line.targeting
    return bool(aimed.segments or aimed.segments_all or aimed.segments_none)
