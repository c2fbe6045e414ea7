"""The figures that the worker copies, and the trail of clicks that it writes."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from django.db import transaction

from toile.portal.bulk import insert
from toile.portal.campaigns.models import (
    ClickTrail,
    LineDay,
    LineExchangeDay,
    LineHour,
    LinePlaceDay,
    RefusedClickDay,
)
from toile.portal.inventory.services import Bought


class LineCounts(TypedDict, total=False):
    """What can be added to a line's day; what is not named is not changed."""

    impressions: int
    views: int
    clicks: int
    billable_clicks: int
    spend_micros: int


@dataclass(frozen=True)
class DecidedClick:
    """A click, billed (no reason) or refused."""

    id: str
    at: datetime.datetime
    line_id: str
    creative_id: str
    placement_id: str
    reason: str = ""


@transaction.atomic
def record_clicks(clicks: Iterable[DecidedClick]) -> int:
    """Note clicks, each once by its id; tell how many were new.

    Only the trail: ``put_line_figures`` and ``put_refused_clicks`` set the day's
    figures.
    """
    by_id = {click.id: click for click in clicks}
    known = ClickTrail.objects.filter(id__in=list(by_id)).values_list("id", flat=True)
    for key in known:
        del by_id[key]
    insert(
        ClickTrail,
        ("id", "at", "line", "creative", "placement", "reason"),
        (
            (one.id, one.at, one.line_id, one.creative_id, one.placement_id, one.reason)
            for one in by_id.values()
        ),
    )
    return len(by_id)


@transaction.atomic
def put_line_figures(
    line_id: str,
    creative_id: str,
    placement_id: str,
    day: datetime.date,
    **figures: int,
) -> None:
    """Set some of a day's figures; the worker holds the sums, these are copies."""
    LineDay.objects.update_or_create(
        line_id=line_id,
        creative_id=creative_id,
        placement_id=placement_id,
        day=day,
        defaults=figures,
    )


@transaction.atomic
def put_refused_clicks(
    line_id: str, day: datetime.date, reason: str, count: int
) -> None:
    """Set how many clicks of a line were not billed on a day, for a coded reason."""
    RefusedClickDay.objects.update_or_create(
        line_id=line_id, day=day, reason=reason, defaults={"count": count}
    )


@transaction.atomic
def put_line_hour(line_id: str, day: datetime.date, hour: int, **figures: int) -> None:
    """Set some figures of an hour of a line: impressions, clicks."""
    LineHour.objects.update_or_create(
        line_id=line_id, day=day, hour=hour, defaults=figures
    )


@transaction.atomic
def put_line_place(
    line_id: str, departement: str, day: datetime.date, served: int
) -> None:
    """Set how many ads of a line were served to a département on a day."""
    LinePlaceDay.objects.update_or_create(
        line_id=line_id, departement=departement, day=day, defaults={"served": served}
    )


class BoughtByLine(Bought):
    """A day of a line on an exchange: ``losses`` by OpenRTB's reason."""

    untold: int
    losses: dict[str, int]


@transaction.atomic
def put_line_exchange(
    line_id: str, exchange_id: str, day: datetime.date, bought: BoughtByLine
) -> None:
    """Set what a line bought on an exchange on a day."""
    LineExchangeDay.objects.update_or_create(
        line_id=line_id, exchange_id=exchange_id, day=day, defaults=bought
    )
