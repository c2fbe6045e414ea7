"""What a report tells: plain values, the same for page, paper, files and tests."""

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec

from toile.lab.frequency import Class
from toile.portal.ui.templatetags.figures import fine_rate, rate


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What was delivered by one thing; no money where none is to be shown."""

    impressions: int = 0
    views: int = 0
    clicks: int = 0
    billable_clicks: int = 0
    spend_micros: int | None = None

    @property
    def viewable_rate(self) -> float | None:
        """Viewable impressions among all; ``None`` before the first."""
        return self.views / self.impressions if self.impressions else None

    @property
    def click_rate(self) -> float | None:
        """Clicks an impression; ``None`` before the first."""
        return self.clicks / self.impressions if self.impressions else None


class DayRow(Row, frozen=True, kw_only=True):
    """A day, and what an even spending would have cost."""

    day: datetime.date
    planned_micros: int | None = None


class LineRow(Row, frozen=True, kw_only=True):
    """A line with its budget."""

    name: str
    flight: str
    budget_micros: int | None = None


class PlaceRow(Row, frozen=True, kw_only=True):
    """A placement of a publisher."""

    publisher: str
    placement: str


class CreativeRow(Row, frozen=True, kw_only=True):
    """A creative; ``low`` and ``high`` bound its click rate in 95 cases of 100."""

    name: str
    kind: str
    low: float | None = None
    high: float | None = None


class DepartementRow(msgspec.Struct, frozen=True, kw_only=True):
    """Ads served to a département, in fifties, and its share of all that is known."""

    code: str
    name: str
    served: int
    share: float


class HourRow(msgspec.Struct, frozen=True, kw_only=True):
    """An hour of the day, all days together."""

    hour: int
    impressions: int
    clicks: int

    @property
    def label(self) -> str:
        """The hour as people write it."""
        return f"{self.hour} h"

    @property
    def click_rate(self) -> float | None:
        """Clicks an impression; ``None`` without any."""
        return self.clicks / self.impressions if self.impressions else None


class RefusedRow(msgspec.Struct, frozen=True, kw_only=True):
    """Clicks that were not billed, for one reason; the share is of all clicks."""

    code: str
    reason: str
    clicks: int
    share: float | None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the funnel; ``of`` says of what ``share`` is a share.

    ``note`` says why there is no number.
    """

    code: str
    label: str
    number: int | None
    share: float | None
    definition: str
    of: str = ""
    note: str = ""

    @property
    def share_told(self) -> str:
        """The share; a click on what was seen is one of some hundreds."""
        if self.share is None:
            return ""
        return fine_rate(self.share) if self.share < 0.1 else rate(self.share)


class Money(msgspec.Struct, frozen=True, kw_only=True):
    """What it cost: spending within the period, the budget of the whole campaign."""

    budget_micros: int
    spend_micros: int
    planned_micros: int
    fees_micros: int


class ReachTold(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the campaign met, all days together; ``why`` says what is missing."""

    ids: int | None
    mean: float | None
    classes: tuple[Class, ...]
    why: str
    counted_at: datetime.datetime | None


class EffectTold(msgspec.Struct, frozen=True, kw_only=True):
    """What the campaign changed, in words, and the interval that is drawn."""

    sentence: str
    verdict: str
    difference: float | None
    low: float | None
    high: float | None
    served: int | None
    held_out: int | None
    served_rate: float | None
    held_out_rate: float | None
    counted_at: datetime.datetime | None


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """The first figures of a campaign within a period.

    ``empty`` says why there is nothing to tell yet. ``pace`` is how far ahead of the
    even plan the spending is, a share of one.
    """

    campaign: str
    film: str
    distributor: str
    status: str
    first: datetime.date | None
    last: datetime.date | None
    empty: str
    total: Row
    money: Money | None
    pace: float | None
    pace_told: str
    counted_until: datetime.datetime | None


class Report(Headline, frozen=True, kw_only=True):
    """All that is told of a campaign within a period."""

    days: tuple[DayRow, ...]
    lines: tuple[LineRow, ...]
    places: tuple[PlaceRow, ...]
    creatives: tuple[CreativeRow, ...]
    comparison: str
    departements: tuple[DepartementRow, ...]
    hours: tuple[HourRow, ...]
    refused: tuple[RefusedRow, ...]
    funnel: tuple[Step, ...]
    reach: ReachTold
    effect: EffectTold

    @property
    def refused_clicks(self) -> int:
        """Clicks that were not billed, whatever the reason."""
        return sum(row.clicks for row in self.refused)

    @property
    def has_hours(self) -> bool:
        """Tell whether any hour was counted."""
        return any(row.impressions or row.clicks for row in self.hours)


def without_money(report: Report) -> Report:
    """Leave out what it cost: budget, plan, spending, fees."""
    bare: dict[str, Any] = {
        name: _bare(getattr(report, name))
        for name in ("days", "lines", "places", "creatives")
    }
    return msgspec.structs.replace(
        report, money=None, total=_without(report.total), **bare
    )


def _bare(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(map(_without, rows))


def _without(row: Row) -> Row:
    hidden: dict[str, Any] = {
        name: None
        for name in ("spend_micros", "planned_micros", "budget_micros")
        if hasattr(row, name)
    }
    return msgspec.structs.replace(row, **hidden)
