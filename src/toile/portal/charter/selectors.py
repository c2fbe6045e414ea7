"""Which rules count on a day."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from toile.lab import SMALLEST_SHOWN
from toile.portal.charter.models import PoolRules
from toile.portal.charter.terms import MONEY, Basis, SharingRule
from toile.wire.audience import SMALLEST_TARGETABLE

TIME = ("window_days", "threshold_micros")
"""What else an agreement carries of the rules."""


@dataclass(frozen=True)
class Rules:
    """The rules of a day; the defaults are those with which the pool began.

    ``since`` is ``None`` for them: no version had been written yet.
    """

    fee_micros: int = 400  # 0.40 EUR for 1000 billable clicks (SPECS §7.1)
    sharing_rule: str = SharingRule.EQUAL
    window_days: int = 90
    threshold_micros: int = 25_000_000
    smallest_cell: int = SMALLEST_SHOWN
    smallest_segment: int = SMALLEST_TARGETABLE
    since: datetime.date | None = None
    basis: str = Basis.CLICKS
    spend_basis_points: int = 0
    impression_fee_micros: int = 0
    cinema_cap_micros: int = 0
    campaign_cap_micros: int = 0

    @property
    def terms(self) -> dict[str, Any]:
        """What an agreement carries of them."""
        return {name: getattr(self, name) for name in (*MONEY, *TIME)}


def rules_in_force(day: datetime.date) -> Rules:
    """The rules that count on a day of Paris (1 query)."""
    version = PoolRules.objects.filter(starts_on__lte=day).first()
    return rules_of(version) if version else Rules()


def rules_of(version: PoolRules) -> Rules:
    """What a version says."""
    return Rules(
        **{name: getattr(version, name) for name in (*MONEY, *TIME)},
        # The floors hold even for a row that a mistake put in past the constraint.
        smallest_cell=max(version.smallest_cell, SMALLEST_SHOWN),
        smallest_segment=max(version.smallest_segment, SMALLEST_TARGETABLE),
        since=version.starts_on,
    )


def versions() -> QuerySet[PoolRules]:
    """All versions, the newest first."""
    return PoolRules.objects.select_related("made_by")
