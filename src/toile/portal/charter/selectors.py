"""Which rules count on a day."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from toile.lab import SMALLEST_SHOWN
from toile.portal.charter.models import PoolRules
from toile.wire.audience import SMALLEST_TARGETABLE


@dataclass(frozen=True)
class Rules:
    """The rules of a day; the defaults are those with which the pool began.

    ``since`` is ``None`` for them: no version had been written yet.
    """

    fee_micros: int = 400  # 0.40 EUR for 1000 billable clicks (SPECS §7.1)
    sharing_rule: str = PoolRules.SharingRule.EQUAL
    window_days: int = 90
    threshold_micros: int = 25_000_000
    smallest_cell: int = SMALLEST_SHOWN
    smallest_segment: int = SMALLEST_TARGETABLE
    since: datetime.date | None = None

    @property
    def terms(self) -> dict[str, Any]:
        """What an agreement carries of them."""
        return {
            "fee_micros": self.fee_micros,
            "sharing_rule": self.sharing_rule,
            "window_days": self.window_days,
            "threshold_micros": self.threshold_micros,
        }


def rules_in_force(day: datetime.date) -> Rules:
    """The rules that count on a day of Paris (1 query)."""
    version = PoolRules.objects.filter(starts_on__lte=day).first()
    return rules_of(version) if version else Rules()


def rules_of(version: PoolRules) -> Rules:
    """What a version says."""
    return Rules(
        fee_micros=version.fee_micros,
        sharing_rule=version.sharing_rule,
        window_days=version.window_days,
        threshold_micros=version.threshold_micros,
        # The floors hold even for a row that a mistake put in past the constraint.
        smallest_cell=max(version.smallest_cell, SMALLEST_SHOWN),
        smallest_segment=max(version.smallest_segment, SMALLEST_TARGETABLE),
        since=version.starts_on,
    )


def versions() -> QuerySet[PoolRules]:
    """All versions, the newest first."""
    return PoolRules.objects.select_related("made_by")
