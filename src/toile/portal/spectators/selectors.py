"""What a spectator is told about the ad that was shown."""

from collections.abc import Collection

from django.db.models import QuerySet

from toile.portal.campaigns.models import Campaign, LineItem
from toile.portal.inventory.models import Placement


def shown_line(line_id: str) -> LineItem | None:
    """Find the line behind an ad, with its campaign, film and distributor."""
    return _lines([line_id]).first()


def shown_lines(line_ids: Collection[str]) -> QuerySet[LineItem]:
    """Find the lines behind ads; what is still a draft was shown to nobody."""
    return _lines(line_ids).exclude(flight__campaign__status=Campaign.Status.DRAFT)


def shown_campaigns(campaign_ids: Collection[str]) -> QuerySet[Campaign]:
    """Find campaigns with film and distributor; no drafts."""
    found = Campaign.objects.filter(id__in=campaign_ids)
    return found.exclude(status=Campaign.Status.DRAFT).select_related(
        "film", "distributor"
    )


def _lines(line_ids: Collection[str]) -> QuerySet[LineItem]:
    return (
        LineItem.objects.filter(id__in=line_ids)
        .select_related("flight__campaign__film", "flight__campaign__distributor")
        .prefetch_related("placements__publisher")
    )


def shown_placement(placement_id: str) -> Placement | None:
    """Find where the ad was shown."""
    return Placement.objects.filter(id=placement_id).select_related("publisher").first()
