"""The choice for one impression: the best bid that fits, or why there is none.

The rule (docs/explain/auction.md): the highest bid first; among equal bids the line
that is furthest behind its pace, so that two distributors who pay the same are served
alike.
"""

from typing import Protocol

import msgspec

from toile.ads.bidding.criteria import Question, floor_asked, match
from toile.ads.bidding.offered import FIXED_PRICE, OfferedDeal
from toile.ads.bidding.placements import Place
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import Line, Placement


class Delivery(Protocol):
    """What the edge knows of lines and of the reader, asked only of those that fit."""

    def behind(self, line: Line) -> int:
        """Tell how far a line is behind its pace; 0 or less: it may not bid now."""
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
    plan = question.plan
    reason = NoBidReason.PACING
    while left:
        lowest = (left & -left).bit_length() - 1
        tied = left & plan.ties[lowest]
        left ^= tied
        while tied:
            number = _furthest_behind(question, tied, delivery)
            tied ^= 1 << number
            line = plan.lines[number]
            if line.campaign in without or delivery.behind(line) <= 0:
                continue
            if line.cap is not None and delivery.capped(line):
                reason = NoBidReason.USER_CAP
                continue
            place = _place_for(question, number)
            if not delivery.shows(line, place):
                reason = NoBidReason.CREATIVE
                continue
            if line.holdout and by_pool(line) and delivery.withheld(line, place):
                reason = NoBidReason.HELD_OUT
                without = (*without, line.campaign)
                continue
            return _choice(question, line, place, delivery)
    return reason


def _furthest_behind(question: Question, tied: int, delivery: Delivery) -> int:
    if not tied & (tied - 1):
        return tied.bit_length() - 1
    best, behind = -1, 0
    while tied:
        number = (tied & -tied).bit_length() - 1
        tied &= tied - 1
        other = delivery.behind(question.plan.lines[number])
        if best < 0 or other > behind:
            best, behind = number, other
    return best


def _place_for(question: Question, number: int) -> Placement:
    bit = 1 << number
    fitting: list[Place] = [place for place in question.places if place.lines & bit]
    return fitting[0].placement


def _choice(
    question: Question, line: Line, placement: Placement, delivery: Delivery
) -> Choice:
    deal = question.offered.deals[question.deal] if question.deal >= 0 else None
    floor = Money(floor_asked(question))
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
    return bool(line.targeting.named_segments)
