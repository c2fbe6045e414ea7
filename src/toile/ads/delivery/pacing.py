"""Even pacing: a line spends its budget in step with the time of its flight.

Each edge process asks for its allowance a few times a second: how many impressions a
line may still serve now, given what the worker has counted and what this process has
served that the worker cannot have counted yet.
"""

from toile.ads.delivery.counters import IMPRESSIONS_A_PRICE, Delivered
from toile.wire.plan import Line

LEAD_MS = 60_000
"""A line may run a minute ahead of its even pace, so that it starts at all."""

SPENT = -1
"""In place of an allowance: the budget is spent."""


def allowance(
    line: Line, delivered: Delivered, uncounted: int, processes: int, now_ms: int
) -> int:
    """Tell how many impressions this process may serve now; 0 when ahead of the pace.

    ``uncounted`` are impressions that all processes may have served beyond
    ``delivered``; the rest is shared among ``processes``, rounded up so that a slow
    line is not starved by its own division.
    """
    due = _due_thousandths(line, now_ms)
    spent = delivered.spent_thousandths + uncounted * line.price
    if due <= spent:
        return 0
    if line.price == 0:
        return 1_000_000
    return -(-((due - spent) // line.price) // processes)


def exhausted(line: Line, delivered: Delivered) -> bool:
    """Tell whether the next impression would overspend the budget."""
    spent_then = delivered.spent_thousandths + line.price
    return spent_then > line.budget * IMPRESSIONS_A_PRICE


def _due_thousandths(line: Line, now_ms: int) -> int:
    whole = max(1, line.ends_ms - line.starts_ms)
    passed = min(max(0, now_ms + LEAD_MS - line.starts_ms), whole)
    return line.budget * IMPRESSIONS_A_PRICE * passed // whole
