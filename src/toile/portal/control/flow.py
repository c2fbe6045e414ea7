"""From two readings of rising sums to what happened between them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Protocol


class Sums(Protocol):
    """What a reading and a stored sample have in common."""

    @property
    def outcomes(self) -> Mapping[str, int]:
        """Requests by door and outcome."""

    @property
    def refused(self) -> Mapping[str, int]:
        """Requests that no door answered, by status."""

    @property
    def times(self) -> Mapping[str, int]:
        """Answers by the most milliseconds that they took."""


@dataclass(frozen=True)
class Flow:
    """What the edge did in a stretch of time."""

    seconds: float
    outcomes: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)

    @property
    def answers(self) -> int:
        """Answers of all kinds."""
        return sum(self.times.values())

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds if self.seconds > 0 else 0.0

    @property
    def failures(self) -> int:
        """Answers that are the edge's fault: 5xx, a journal or a store that is down."""
        ours = sum(n for status, n in self.refused.items() if status.startswith("5"))
        down = (n for name, n in self.outcomes.items() if name.endswith("_unavailable"))
        return ours + sum(down)

    @property
    def turned_away(self) -> int:
        """Requests that were refused as malformed, or lead nowhere."""
        return sum(n for status, n in self.refused.items() if status.startswith("4"))

    def percentile(self, share: float) -> float | None:
        """Tell in how many milliseconds such a share was answered; none: no answer.

        Inside a class of time it is drawn in a straight line; above the last bound it
        is that bound, and the truth is more.
        """
        wanted = share * self.answers
        if not wanted:
            return None
        lower, seen = 0.0, 0
        for most, number in sorted(_bounded(self.times)):
            if seen + number >= wanted and number:
                if most == inf:
                    return lower
                return lower + (most - lower) * (wanted - seen) / number
            seen += number
            lower = most
        return lower


def between(before: Sums, after: Sums, seconds: float) -> Flow:
    """Tell what happened from one to the other."""
    return Flow(
        seconds,
        rise(before.outcomes, after.outcomes),
        rise(before.refused, after.refused),
        rise(before.times, after.times),
    )


def rise(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Subtract sums; one that fell has begun anew, and counts whole."""
    found: dict[str, int] = {}
    # Started again, the edge counts all from nothing: a sum that has overtaken its old
    # value already would otherwise lose what came before.
    anew = any(after.get(name, 0) < number for name, number in before.items())
    for name, number in after.items():
        more = number if anew else number - before.get(name, 0)
        if more:
            found[name] = more
    return found


def steps(numbers: Sequence[int | None]) -> list[int | None]:
    """Tell how much each sum rose above the one before it; a fall begins anew."""
    return [
        None if now is None or then is None else now if now < then else now - then
        for then, now in pairwise(numbers)
    ]


def _bounded(times: Mapping[str, int]) -> list[tuple[float, int]]:
    return [(float(most), number) for most, number in times.items()]
