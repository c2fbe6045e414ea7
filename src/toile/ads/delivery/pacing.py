"""Pacing: how fast a line spends its budget, in step with its flight or faster.

Each edge process asks for its allowance a few times a second: how many impressions a
line may still serve now, given what the worker has counted and what this process has
served beyond. The processes do not talk to each other. Each has a part of the budget,
and takes a part of what is counted for its own; the parts add up to the whole, so that
the budget holds whichever of them serves, and although the worker may be down.
"""

import msgspec

from toile.ads.delivery.counters import IMPRESSIONS_A_PRICE, Delivered
from toile.wire.plan import Line

LEAD_MS = 60_000
"""A line may run a minute ahead of its even pace, so that it starts at all."""

SPENT = -1
"""In place of an allowance: the budget is spent, or will be once all is counted."""

BOUNDLESS = 1_000_000

SPEED = {"even": 1, "front": 2}
"""How many times as fast as the time of the flight; "fast" knows no time."""


class Part(msgspec.Struct, frozen=True):
    """Which of how many edge processes."""

    index: int
    processes: int

    def of(self, whole: int) -> int:
        """Tell this process's part of a number of impressions."""
        return (whole + self.processes - 1 - self.index) // self.processes


def allowance(
    line: Line, delivered: Delivered, uncounted: int, part: Part, now_ms: int
) -> int:
    """Tell how many impressions this process may serve now; 0 when ahead of the pace.

    ``uncounted`` is what this process served and has not been credited with. The part
    of the pace is rounded up, so that a slow line is not starved by its own division;
    the part of the budget is exact.
    """
    due = _due_thousandths(line, now_ms) - delivered.spent_thousandths
    if due <= 0:
        return 0
    if line.price == 0:
        return BOUNDLESS
    in_step = -(-(due // line.price) // part.processes) - uncounted
    return max(0, min(in_step, _affordable(line, delivered, uncounted, part)))


def exhausted(line: Line, delivered: Delivered, uncounted: int, part: Part) -> bool:
    """Tell whether this process's next impression would overspend the budget."""
    if line.price == 0:
        return False
    return _affordable(line, delivered, uncounted, part) <= 0


def credited(before: Delivered, after: Delivered, part: Part) -> int:
    """Tell how many of the impressions counted meanwhile are this process's part."""
    return part.of(after.impressions) - part.of(before.impressions)


def money_left(
    line: Line, delivered: Delivered, held: int, uncounted: int, part: Part
) -> int:
    """Tell this process's part of the budget's rest, thousandths of micro-euros.

    ``held`` is what it bid and has not been credited with, ``uncounted`` what its tags
    served so. Negative where other processes' bills came first.
    """
    spent = delivered.spent_thousandths
    left = max(0, line.budget * IMPRESSIONS_A_PRICE - spent)
    return part.of(spent + left) - part.of(spent) - held - uncounted * line.price


def earned(line: Line, left: int, since_ms: int, now_ms: int, part: Part) -> int:
    """Tell what a line may spend on bids for the time since then, in this process.

    ``left`` is what is left of the budget, thousandths of micro-euros: spread over
    what is left of the flight. So a night without traffic makes the coming days a
    little faster, not the morning a rush.
    """
    remaining = max(1, line.ends_ms - now_ms)
    passed = max(0, now_ms - max(since_ms, line.starts_ms)) * SPEED[line.pacing]
    return min(left, left * passed // remaining) // part.processes


def _affordable(line: Line, delivered: Delivered, uncounted: int, part: Part) -> int:
    left = line.budget * IMPRESSIONS_A_PRICE - delivered.spent_thousandths
    whole = delivered.impressions + max(0, left) // line.price
    return part.of(whole) - part.of(delivered.impressions) - uncounted


def _due_thousandths(line: Line, now_ms: int) -> int:
    whole = max(1, line.ends_ms - line.starts_ms)
    passed = max(0, now_ms + LEAD_MS - line.starts_ms)
    # What has begun is due at once where it goes as fast as it can.
    speed = SPEED.get(line.pacing, whole)
    passed = min(passed * speed, whole)
    return line.budget * IMPRESSIONS_A_PRICE * passed // whole
