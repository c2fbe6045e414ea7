"""What the worker counted of a campaign within a period: one summing query each."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum

from toile.portal.campaigns.models import (
    Campaign,
    LineDay,
    LineHour,
    LinePlaceDay,
    RefusedClickDay,
)
from toile.portal.campaigns.report.period import Period
from toile.portal.campaigns.selectors import Figures

_NAMES = tuple(Figures.__dataclass_fields__)
_SUMS = {f"sum_{name}": Sum(name, default=0) for name in _NAMES}
Row = tuple[tuple[Any, ...], Figures]


@dataclass(frozen=True)
class Counts:
    """The figures of one campaign within one period."""

    campaign: Campaign
    period: Period

    def by_day(self) -> dict[datetime.date, Figures]:
        """Sum by day, in order."""
        return {key[0]: found for key, found in self._by("day")}

    def by_line(self) -> dict[str, Figures]:
        """Sum by line."""
        return {key[0]: found for key, found in self._by("line_id")}

    def by_creative(self) -> dict[str, Figures]:
        """Sum by creative."""
        return {key[0]: found for key, found in self._by("creative_id")}

    def by_placement(self) -> list[Row]:
        """Sum by the names of publisher and placement."""
        return self._by("placement__publisher__name", "placement__name", "placement_id")

    def by_hour(self) -> dict[int, tuple[int, int]]:
        """Sum impressions and clicks by hour of the day."""
        rows = (
            self._within(LineHour.objects.all())
            .values("hour")
            .annotate(shown=Sum("impressions"), clicked=Sum("clicks"))
            .order_by("hour")
            .values_list("hour", "shown", "clicked")
        )
        return {hour: (shown, clicked) for hour, shown, clicked in rows}

    def by_departement(self) -> list[tuple[str, int]]:
        """Sum what was served by département, the largest first."""
        rows = (
            self._within(LinePlaceDay.objects.all())
            .values("departement")
            .annotate(total=Sum("served"))
            .order_by("-total", "departement")
            .values_list("departement", "total")
        )
        return list(rows)

    def by_reason(self) -> list[tuple[str, int]]:
        """Sum clicks that were not billed by reason, the most frequent first."""
        rows = (
            self._within(RefusedClickDay.objects.all())
            .values("reason")
            .annotate(total=Sum("count"))
            .order_by("-total", "reason")
            .values_list("reason", "total")
        )
        return list(rows)

    def _by(self, *names: str) -> list[Row]:
        rows = (
            self._within(LineDay.objects.all())
            .values(*names)
            .annotate(**_SUMS)
            .order_by(*names)
            .values_list(*names, *_SUMS)
        )
        return [(row[: len(names)], Figures(*row[len(names) :])) for row in rows]

    def _within(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = rows.filter(line__flight__campaign=self.campaign)
        if self.period.first is not None:
            rows = rows.filter(day__gte=self.period.first)
        if self.period.last is not None:
            rows = rows.filter(day__lte=self.period.last)
        return rows
