"""One file a wing of the house: what is wrong now, by the thresholds of the operator.

Each check gives what it finds; ``services.look`` opens, keeps and ends the alerts.
"""

from toile.portal.alerts.checks.delivery import delivery, invalid_traffic
from toile.portal.alerts.checks.found import Check, Found
from toile.portal.alerts.checks.machines import dead_letters, disk, edge, worker
from toile.portal.alerts.checks.money import money
from toile.portal.alerts.checks.silence import placements, sites
from toile.portal.alerts.models import Alert

_Kind = Alert.Kind

CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (edge, (_Kind.EDGE_DOWN,)),
    (worker, (_Kind.WORKER_LATE,)),
    (disk, (_Kind.DISK_FULL,)),
    (dead_letters, (_Kind.DEAD_LETTERS,)),
    (delivery, (_Kind.UNDER, _Kind.OVER)),
    (invalid_traffic, (_Kind.INVALID_TRAFFIC,)),
    (sites, (_Kind.SITE_SILENT,)),
    (placements, (_Kind.PLACEMENT_SILENT,)),
    (money, (_Kind.MONEY_DIFFERS,)),
)
"""Each check with the kinds that it alone finds."""

__all__ = ["CHECKS", "Check", "Found"]
