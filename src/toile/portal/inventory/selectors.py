"""Reading the inventory."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from toile.portal.inventory.models import Placement, SupplyDay


@dataclass(frozen=True)
class Supplied:
    """Requests, those of the pool's ids, those served, and both."""

    requests: int = 0
    members: int = 0
    served: int = 0
    members_served: int = 0


_COUNTED = tuple(Supplied.__dataclass_fields__)


def active_placements() -> QuerySet[Placement]:
    """Placements that may be served: part of the ads plan."""
    return (
        Placement.objects.filter(status=Placement.Status.ACTIVE)
        .select_related("publisher")
        .order_by("id")
    )


def placements() -> QuerySet[Placement]:
    """All placements with their publishers."""
    return Placement.objects.select_related("publisher")


def known_placements(placements: Collection[str]) -> set[str]:
    """Which of these ids are placements of this database."""
    found = Placement.objects.filter(id__in=placements)
    return set(found.values_list("id", flat=True))


def supply_by_day(
    placements: Collection[str], first: datetime.date, last: datetime.date
) -> dict[datetime.date, Supplied]:
    """What these placements offered on each day together; days without are left out."""
    rows = (
        SupplyDay.objects.filter(
            placement_id__in=placements, departement="", day__range=(first, last)
        )
        .values("day")
        .annotate(**{name: Sum(name) for name in _COUNTED})
        .order_by("day")
        .values_list("day", *_COUNTED)
    )
    return {day: Supplied(*counts) for day, *counts in rows}


def supply_from(
    departements: Collection[str],
    placements: Collection[str],
    first: datetime.date,
    last: datetime.date,
) -> int:
    """How many requests for these placements came from these départements."""
    rows = SupplyDay.objects.filter(
        placement_id__in=placements,
        departement__in=departements,
        day__range=(first, last),
    )
    total: int = rows.aggregate(total=Sum("requests", default=0))["total"]
    return total
