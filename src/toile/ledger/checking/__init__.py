"""Reconciliation: what several books say of the same money, laid side by side. Pure.

``tallies`` sums a day and a campaign into a count and a mark, so that equal days need
no second look; ``clicks`` and ``media`` name the cause of what differs; ``report`` is
what is told (docs/explain/reconciliation.md).
"""

from toile.ledger.checking.report import Cause, Compared, Difference, Report, Subject
from toile.ledger.checking.tallies import Cell, Tally

__all__ = [
    "Cause",
    "Cell",
    "Compared",
    "Difference",
    "Report",
    "Subject",
    "Tally",
]
