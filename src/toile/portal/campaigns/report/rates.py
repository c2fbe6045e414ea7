"""Click rates of creatives with their intervals, and which difference is sure."""

from collections.abc import Sequence
from typing import NamedTuple

from toile.lab.lift import Side, difference_interval, wilson

# Fewer showings say nothing of a rate of some per mille, whatever the formula.
FEWEST_SHOWN = 1_000


class Rate(NamedTuple):
    """Clicks an impression, with the bounds of the 95 % interval (Wilson)."""

    rate: float
    low: float
    high: float


class Told(NamedTuple):
    """A creative that surely is clicked more than all others of its shape."""

    best: int
    others: tuple[int, ...]


def rate_of(impressions: int, clicks: int) -> Rate | None:
    """Tell a click rate; ``None`` before the first impression."""
    if not impressions:
        return None
    side = _side(impressions, clicks)
    return Rate(side.looked_up / side.ids, *wilson(side))


def surely_best(counts: Sequence[tuple[int, int]]) -> Told | None:
    """Find the one that is surely clicked more than each of the others, if any.

    ``counts`` are impressions and clicks. Newcombe's interval of the difference must
    leave zero out, against each of them.
    """
    known = [at for at, (shown, _) in enumerate(counts) if shown >= FEWEST_SHOWN]
    if len(known) < 2:
        return None
    best = max(known, key=lambda at: counts[at][1] / counts[at][0])
    others = tuple(at for at in known if at != best)
    mine = _side(*counts[best])
    for other in others:
        low, _high = difference_interval(mine, _side(*counts[other]))
        if low <= 0:
            return None
    return Told(best, others)


def _side(impressions: int, clicks: int) -> Side:
    # A click may be counted before its impression is.
    return Side(impressions, min(clicks, impressions))
