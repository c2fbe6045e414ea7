"""No small crowds: a count of spectators under 50 is not shown, larger ones rounded.

The rule (docs/explain/crowds.md): every count of persons that leaves the house is a
multiple of fifty, and every figure made from one (a sum, a share, a mean, a forecast)
is made from what was told, not from what was counted. Whatever is then added to or
taken from each other is again a multiple of fifty: no difference of two reports is a
number of persons between 1 and 49. Over time, counts are told in packets (``packets``),
so that periods that overlap tell no more than the days they are made of.
"""

from collections.abc import Sequence
from typing import NamedTuple

SMALLEST_SHOWN = 50
"""The smallest cell (DESIGN §5 rule 4), and the grain of every count of persons."""

_PARTS = 20


def shown(spectators: int, least: int = SMALLEST_SHOWN) -> int | None:
    """Round a count of ids (see ``rounded``); ``None`` below ``least``.

    ``least`` is the smallest cell of the pool's rules in force; never under 50. What is
    told is never under it either. Source: DESIGN §5 rule 4; SPECS §3.2 (sizes to two
    significant digits).
    """
    smallest = max(least, SMALLEST_SHOWN)
    return None if spectators < smallest else max(rounded(spectators), smallest)


def settled(
    spectators: int, before: int | None, least: int = SMALLEST_SHOWN
) -> int | None:
    """Tell a count anew, ``before`` being what was told last.

    What was told stays until a whole step lies between it and the count (fifty ids, or
    what two digits leave), so that no change from one look to the next is the doing of
    one person who joined, or left, near a step. Under ``least`` it is ``None`` at once;
    what was not told is told with half a step more than that: else one person who goes
    and comes back would be seen.
    """
    smallest = max(least, SMALLEST_SHOWN)
    told = shown(spectators, least)
    if told is None:
        return None
    if before is None or before < smallest:
        return told if spectators >= smallest + SMALLEST_SHOWN // 2 else None
    return told if stepped(spectators, before) else before


def stepped(spectators: int, before: int) -> bool:
    """Tell whether a count is a whole step away from what was told of it last."""
    return abs(spectators - before) >= max(grain(spectators), grain(before))


def rounded(spectators: int) -> int:
    """Round a count of ids to two digits and to a multiple of 50, whatever is larger.

    Also for what a forecast is *made from*. Rounding its result alone would tell more:
    who moves the budget by a cent at a time finds where the result jumps, and from
    there the exact count. A model that only ever saw this number can tell no more than
    this number, however often it is asked, and two crowds that differ by fewer than 25
    ids from the same multiple of 50 give the very same forecasts.
    """
    step = grain(spectators)
    return (spectators + step // 2) // step * step


def grain(spectators: int) -> int:
    """Tell by what steps a count of this size is told: 50 at least."""
    return max(SMALLEST_SHOWN, _step(spectators, 2))


def packets(counts: Sequence[int], least: int = SMALLEST_SHOWN) -> list[int]:
    """Tell counts in order of time in packets of ``least``; what is over waits.

    ``counts`` begin with the very first: a period is the sum of its part of the result.
    Each number told is a multiple of ``least`` (never under 50) and differs from what
    was counted by less than one packet, and so does the sum of any run of them: twenty
    quiet days add up to something, though none of them can be told alone.
    """
    size, waiting, told = max(least, SMALLEST_SHOWN), 0, []
    for count in counts:
        waiting += count
        told.append(waiting // size * size)
        waiting %= size
    return told


class Share(NamedTuple):
    """How many answered, rounded, and how many of them said yes, to a twentieth."""

    answers: int = 0
    yes: float = 0.0

    def __add__(self, other: object) -> "Share":
        """Put two together."""
        assert isinstance(other, Share)
        return Share(self.answers + other.answers, self.yes + other.yes)

    @property
    def rate(self) -> float | None:
        """Yes among all, to a twentieth; ``None`` where nothing was told."""
        if not self.answers:
            return None
        return round(_PARTS * self.yes / self.answers) / _PARTS


def shares(
    answers: Sequence[tuple[int, int]], least: int = SMALLEST_SHOWN
) -> list[Share]:
    """Tell the share of yes in order of time, by groups of ``least`` answers or more.

    ``answers`` are yes and no from the very first on. A group ends with the day that
    fills it and is told on that day; its share is rounded to a twentieth before
    anything is added to it. Finer, it would tell how few refused among a few hundred;
    rounded afterwards, periods that overlap would tell the choice of one.
    """
    smallest = max(least, SMALLEST_SHOWN)
    yes = no = 0
    told = []
    for more_yes, more_no in answers:
        yes, no = yes + more_yes, no + more_no
        if yes + no < smallest:
            told.append(Share())
            continue
        size = rounded(yes + no)
        told.append(Share(size, size * round(_PARTS * yes / (yes + no)) / _PARTS))
        yes = no = 0
    return told


def significant(number: int, digits: int) -> int:
    """Round a whole number to so many significant digits, half up."""
    step = _step(number, digits)
    return (number + step // 2) // step * step


def _step(number: int, digits: int) -> int:
    return int(10 ** max(0, len(str(abs(number))) - digits))
