"""Why each line did or did not bid on an impression, by the code that bids."""

import msgspec

from toile.ads.bidding.choose import Choice, Delivery, by_pool
from toile.ads.bidding.criteria import Question, floor_asked, misfits, place_for
from toile.ads.bidding.film_floor import unshown
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.money import Money
from toile.wire.plan import Line


class Verdict(msgspec.Struct, frozen=True):
    """One line: all that stood in its way; nothing: it could have bid ``bid``.

    ``chosen`` is the line that did.
    """

    line: Line
    reasons: tuple[NoBidReason, ...]
    bid: Money
    floor: Money
    chosen: bool


def explain(
    question: Question, delivery: Delivery, choice: Choice | NoBidReason
) -> tuple[Verdict, ...]:
    """Judge every line of the plan, the dearest first."""
    floor = min(floor_asked(question, each.placement) for each in question.places)
    chosen = choice.line.id if isinstance(choice, Choice) else None
    return tuple(
        Verdict(
            line=line,
            reasons=_reasons(question, delivery, number, line),
            bid=line.bid,
            floor=floor,
            chosen=line.id == chosen,
        )
        for number, line in enumerate(question.plan.lines)
    )


def _reasons(
    question: Question, delivery: Delivery, number: int, line: Line
) -> tuple[NoBidReason, ...]:
    found, offered = misfits(question, number), question.offered
    if not delivery.may_bid(line) and NoBidReason.PACING not in found:
        found.append(NoBidReason.PACING)
    if line.cap is not None and delivery.capped(line):
        found.append(NoBidReason.USER_CAP)
    # What is asked of a place can only be asked where there is one.
    if not found:
        place = place_for(question, number)
        if place is None:
            found.append(NoBidReason.INTERESTS)
        elif not delivery.shows(line, place):
            found.append(unshown(line, offered.imp, offered.films))
        elif line.holdout and by_pool(line) and delivery.withheld(line, place):
            found.append(NoBidReason.HELD_OUT)
    return tuple(found)
