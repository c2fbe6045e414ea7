"""Reading the inventory."""

from django.db.models import QuerySet

from toile.portal.inventory.models import Placement


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
