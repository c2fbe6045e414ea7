"""What a spectator is told about the ad that was shown."""

from toile.portal.campaigns.models import LineItem
from toile.portal.inventory.models import Placement


def shown_line(line_id: str) -> LineItem | None:
    """Find the line behind an ad, with its campaign, film and distributor."""
    return (
        LineItem.objects.filter(id=line_id)
        .select_related("flight__campaign__film", "flight__campaign__distributor")
        .prefetch_related("placements__publisher")
        .first()
    )


def shown_placement(placement_id: str) -> Placement | None:
    """Find where the ad was shown."""
    return Placement.objects.filter(id=placement_id).select_related("publisher").first()
