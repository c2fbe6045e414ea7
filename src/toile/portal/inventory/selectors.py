"""Reading the inventory."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet, Sum

from toile.portal.inventory.models import (
    Deal,
    Exchange,
    Placement,
    Publisher,
    SupplyDay,
)


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


def known_exchanges(exchanges: Collection[str]) -> set[str]:
    """Which of these ids are exchanges of this database."""
    found = Exchange.objects.filter(id__in=exchanges)
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


def publishers() -> QuerySet[Publisher]:
    """All publishers, each with ``places``, how many placements it has."""
    return Publisher.objects.annotate(places=Count("placements", distinct=True))


def with_signs(rows: QuerySet[Placement], today: datetime.date) -> QuerySet[Placement]:
    """Add what was heard of each placement.

    ``last_day`` is the last with a request, ``asked`` and ``served`` are those of the
    last seven days, today's among them.
    """
    whole = Q(supply__departement="")
    week = whole & Q(supply__day__gt=today - datetime.timedelta(days=7))
    return rows.annotate(
        last_day=Max("supply__day", filter=whole & Q(supply__requests__gt=0)),
        asked=Sum("supply__requests", filter=week, default=0),
        served=Sum("supply__served", filter=week, default=0),
    )


def days_of(
    placement: Placement, last: datetime.date, count: int
) -> list[tuple[datetime.date, Supplied]]:
    """The days of a placement up to ``last``, the oldest first, none left out."""
    first = last - datetime.timedelta(days=count - 1)
    found = supply_by_day([placement.id], first, last)
    every = (first + datetime.timedelta(days=step) for step in range(count))
    return [(day, found.get(day, Supplied())) for day in every]


def exchanges() -> QuerySet[Exchange]:
    """All exchanges, each with ``deal_count``."""
    return Exchange.objects.annotate(deal_count=Count("deals"))


def deals() -> QuerySet[Deal]:
    """All deals with their exchange and publisher, and ``places``."""
    return Deal.objects.select_related("exchange", "publisher").annotate(
        places=Count("placements")
    )
