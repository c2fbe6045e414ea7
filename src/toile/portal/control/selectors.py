"""Reading what is served now: few queries, however many lines."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import Sum

from toile.portal.campaigns.models import LineDay, RefusedClickDay
from toile.portal.campaigns.selectors import Figures
from toile.portal.control.models import EdgeSample

_SUMS = {name: Sum(name, default=0) for name in Figures.__dataclass_fields__}


def delivered_on(day: datetime.date) -> Figures:
    """What all lines delivered on a day."""
    return Figures(**LineDay.objects.filter(day=day).aggregate(**_SUMS))


def figures_of(lines: Collection[str]) -> dict[str, Figures]:
    """What each of these lines has delivered in its life."""
    rows = LineDay.objects.filter(line_id__in=lines).values("line_id").annotate(**_SUMS)
    return {row.pop("line_id"): Figures(**row) for row in map(dict[str, Any], rows)}


def refused_of(lines: Collection[str]) -> dict[str, dict[str, int]]:
    """How many clicks of each of these lines were not billed, by coded reason."""
    rows = (
        RefusedClickDay.objects.filter(line_id__in=lines)
        .values_list("line_id", "reason")
        .annotate(total=Sum("count"))
    )
    found: dict[str, dict[str, int]] = {}
    for line, reason, total in rows:
        found.setdefault(line, {})[reason] = total
    return found


def refused_on(first: datetime.date, last: datetime.date) -> dict[str, int]:
    """How many clicks were not billed in these days, by coded reason."""
    rows = (
        RefusedClickDay.objects.filter(day__range=(first, last))
        .values_list("reason")
        .annotate(total=Sum("count"))
    )
    return dict(rows)


def samples_since(at: datetime.datetime) -> list[EdgeSample]:
    """The samples since a moment, the oldest first."""
    return list(EdgeSample.objects.filter(at__gte=at).order_by("at"))
