"""Of clicks and impressions, which part of each is a cinema's, by every sharing rule.

What is kept of it is summed by day, line and cinema, in millionths of a click or an
impression: no id, no set of cinemas, and any rate can be laid over it afterwards
(``ledger.accruals``, the simulator). A click's own money is shared to the micro-euro by
``ledger.sharing``; here the few millionths that a division leaves go to the first.
"""

from collections.abc import Mapping

from toile.ledger.sharing import Rule, Visited
from toile.wire.ids import Ulid

UNIT = 1_000_000
"""One whole click or impression."""

RULES: tuple[Rule, ...] = ("equal", "last", "by_visits", "each")

Parts = tuple[int, int, int, int]
"""A cinema's part by each of ``RULES``."""


def parts_of(cinemas: Mapping[Ulid, Visited]) -> dict[Ulid, Parts]:
    """Tell each cinema's part of one click or impression, by every rule.

    But for ``each`` the parts of a rule sum to ``UNIT``; nothing for no cinema.
    """
    if not cinemas:
        return {}
    if len(cinemas) == 1:
        return dict.fromkeys(cinemas, (UNIT, UNIT, UNIT, UNIT))
    latest = max(seen.last_day for seen in cinemas.values())
    lasts = sum(1 for seen in cinemas.values() if seen.last_day == latest)
    pages = sum(max(1, seen.visits) for seen in cinemas.values())
    rows = {
        name: (
            UNIT // len(cinemas),
            UNIT // lasts if seen.last_day == latest else 0,
            UNIT * max(1, seen.visits) // pages,
        )
        for name, seen in sorted(cinemas.items())
    }
    left = [UNIT - sum(part) for part in zip(*rows.values(), strict=True)]
    found: dict[Ulid, Parts] = {}
    for name, (equal, last, visits) in rows.items():
        got_last = bool(last)
        found[name] = (
            equal + left[0],
            last + (left[1] if got_last else 0),
            visits + left[2],
            UNIT,
        )
        left = [0, 0 if got_last else left[1], 0]
    return found


def within(
    cinemas: Mapping[Ulid, Visited], day: int, window_days: int
) -> dict[Ulid, Visited]:
    """Leave of a click's cinemas those visited within a shorter window."""
    return {
        name: seen
        for name, seen in cinemas.items()
        if seen.last_day > day - window_days
    }
