"""Consent rates by consent tool and by device; no small crowds.

Each tool, each device of a cinema is a series of its own, told by groups of answers
from its first day on (``lab.crowds.shares``); a period is the sum of its days.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toile.consent import CONSENT_TOOLS, OTHER_TOOL
from toile.lab.crowds import Share, shares
from toile.portal.cinemas.models import Cinema, SiteChoiceDay
from toile.portal.payouts.dashboards.period import Period

DEVICES: dict[str, Any] = {
    "desktop": _("ordinateur"),
    "mobile": _("mobile"),
    "tablet": _("tablette"),
    "unknown": _("inconnu"),
}


@dataclass(frozen=True)
class Slice:
    """The answers through one tool, or from one class of device."""

    label: str
    answers: int | None
    rate: float | None


def choices_by(
    cinema: Cinema, period: Period, column: Literal["tool", "device"], least: int
) -> Sequence[Slice]:
    """Tell the answers of a period by tool or device, the most first (1 query)."""
    rows = (
        SiteChoiceDay.objects.filter(site__cinema=cinema, day__lte=period.last)
        .values(column, "day")
        .annotate(yes=Sum("consents"), no=Sum("refusals"))
        .order_by("day")
    )
    series: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        series[row[column]].append(row)
    told = {
        name: _within(period, days, least)
        for name, days in series.items()
        if any(day["day"] >= period.first for day in days)
    }
    ordered = sorted(told.items(), key=lambda one: (-one[1].answers, one[0]))
    return [
        Slice(_label(name), share.answers or None, share.rate)
        for name, share in ordered
    ]


def _within(period: Period, days: Sequence[dict[str, Any]], least: int) -> Share:
    told = shares([(day["yes"], day["no"]) for day in days], least)
    pairs = zip(days, told, strict=True)
    return sum((one for day, one in pairs if day["day"] >= period.first), Share())


def _label(code: str) -> str:
    if code == OTHER_TOOL:
        return gettext("autre outil")
    return str(DEVICES.get(code) or CONSENT_TOOLS.get(code, code))
