"""What in a cinema's money wants somebody to look: rules with figures, no verdicts.

None of them takes money away or holds it back; that is what the filter of clicks, the
hold and the checks of a run are for (docs/explain/books.md, docs/explain/payouts.md).
"""

import enum
from dataclasses import dataclass

SURGE_TIMES = 5
"""So many times the usual clicks of seven days are a surge."""

FEWEST_CLICKS = 100
"""Below that, a week is too small for its ratio to mean anything."""

REVERSED_PART = 5
"""One in so many micro-euros taken off again is much."""


class Anomaly(enum.StrEnum):
    """What was noticed."""

    OWES = "owes"
    SURGE = "surge"
    STOPPED = "stopped"
    REVERSED = "reversed"
    UNPAID = "unpaid"


@dataclass(frozen=True)
class Signs:
    """A cinema's figures: clicks of the last seven days and of the 28 before them.

    Amounts are micro-euros of 90 days, but ``payable``, which is the balance.
    ``unpaid`` says that the newest transfer to it failed.
    """

    clicks_of_week: int
    clicks_before: int
    gross: int
    reversed: int
    payable: int
    unpaid: bool


def anomalies(signs: Signs) -> tuple[Anomaly, ...]:
    """Name what stands out, the most pressing first."""
    usual = signs.clicks_before / 4
    found = {
        Anomaly.UNPAID: signs.unpaid,
        Anomaly.OWES: signs.payable < 0,
        Anomaly.SURGE: signs.clicks_of_week >= FEWEST_CLICKS
        and signs.clicks_of_week > SURGE_TIMES * usual,
        Anomaly.REVERSED: signs.reversed * REVERSED_PART > signs.gross,
        Anomaly.STOPPED: usual >= FEWEST_CLICKS and not signs.clicks_of_week,
    }
    return tuple(anomaly for anomaly, noticed in found.items() if noticed)
