"""Why a click that was billed is taken out afterwards; each reason with its source."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from toile.wire.clock import MS_A_DAY


class InvalidReason(StrEnum):
    """The coded findings of the daily look."""

    ONE_ID = "one_id"
    """One id was billed for more clicks within 24 hours than anybody makes.

    MRC, general invalid traffic: activity-based, abnormal rate (SPECS §6). Sure.
    """

    RATE = "rate"
    """A place's clicks are far above what its impressions usually bring (the same)."""

    BURST = "burst"
    """An hour's clicks are far above the line's other hours (the same)."""


MOST_A_DAY = 10
"""So many clicks one id may be billed for within 24 hours: one a campaign (SPECS §6),
and nobody clicks on eleven films in a day."""

FEWEST_JUDGED = 50
"""Fewer clicks say nothing, and would tell of too few persons (DESIGN §5 rule 4)."""

_TIMES_USUAL = 5
_LEAST_RATE = 200
_OF_IMPRESSIONS = 10_000
_BURST_TIMES = 10


def too_many(clicks: Mapping[str, int]) -> set[str]:
    """Name the clicks of one id, given with their moments, that are too many a day.

    All within 24 hours in which there are more than ``MOST_A_DAY``.
    """
    ordered = sorted(clicks.items(), key=lambda one: (one[1], one[0]))
    found: set[str] = set()
    first = 0
    for last, (_, at_ms) in enumerate(ordered):
        while at_ms - ordered[first][1] >= MS_A_DAY:
            first += 1
        if last - first + 1 > MOST_A_DAY:
            found.update(name for name, _ in ordered[first : last + 1])
    return found


def rate_of(clicks: int, impressions: int) -> int:
    """Tell clicks for 10 000 impressions."""
    return clicks * _OF_IMPRESSIONS // max(impressions, 1)


def is_odd_rate(clicks: int, impressions: int, usual: int) -> bool:
    """Tell whether a place's day has far more clicks than is usual beside it.

    ``usual`` is the rate for 10 000; 2 % and less is never odd.
    """
    rate = rate_of(clicks, impressions)
    floor = max(_LEAST_RATE, _TIMES_USUAL * usual)
    return clicks >= FEWEST_JUDGED and rate > floor


def is_burst(clicks: int, other_hours: Iterable[int]) -> bool:
    """Tell whether an hour has far more clicks than the line's other hours."""
    others = list(other_hours)
    usual = sum(others) / len(others) if others else 0.0
    return clicks >= FEWEST_JUDGED and clicks > _BURST_TIMES * max(usual, 1.0)
