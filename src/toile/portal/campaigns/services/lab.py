"""The lab's figures: whole rows, copied by the worker as often as it counts them."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.db import transaction

from toile.lab.frequency import Class
from toile.lab.lift import Effect
from toile.portal.campaigns.models import CampaignEffect, CampaignReach, ReachCell


@transaction.atomic
def put_reach_cells(
    segment: str, cells: Mapping[str, int], counted_at: datetime.datetime
) -> None:
    """Set how many ids a segment has, by département and in all (""); others go."""
    ReachCell.objects.filter(segment=segment).exclude(departement__in=cells).delete()
    ReachCell.objects.bulk_create(
        [
            ReachCell(
                segment=segment, departement=place, ids=ids, counted_at=counted_at
            )
            for place, ids in sorted(cells.items())
        ],
        update_conflicts=True,
        unique_fields=["segment", "departement"],
        update_fields=["ids", "counted_at"],
    )


def put_campaign_reach(
    campaign_id: str,
    ids: int | None,
    impressions: int,
    mean: float | None,
    frequency: Sequence[Class],
    counted_at: datetime.datetime,
) -> None:
    """Set whom a campaign met and how often; ids are rounded already."""
    CampaignReach.objects.update_or_create(
        campaign_id=campaign_id,
        defaults={
            "ids": ids,
            "impressions": impressions,
            "mean": mean,
            "frequency": msgspec.to_builtins(list(frequency)),
            "counted_at": counted_at,
        },
    )


def put_campaign_effect(
    campaign_id: str, effect: Effect, counted_at: datetime.datetime
) -> None:
    """Set what the comparison of a campaign tells."""
    fields: dict[str, Any] = msgspec.structs.asdict(effect)
    CampaignEffect.objects.update_or_create(
        campaign_id=campaign_id, defaults={**fields, "counted_at": counted_at}
    )
