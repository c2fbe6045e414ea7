"""Consent rates by consent tool and by device; no small crowds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toile.consent import CONSENT_TOOLS, OTHER_TOOL
from toile.lab import shown
from toile.portal.cinemas.models import Cinema, SiteChoiceDay
from toile.portal.cinemas.selectors import consent_rate
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
        SiteChoiceDay.objects.filter(
            site__cinema=cinema, day__range=(period.first, period.last)
        )
        .values(column)
        .annotate(yes=Sum("consents"), no=Sum("refusals"))
    )
    counted = sorted(rows, key=lambda row: -(row["yes"] + row["no"]))
    return [
        Slice(
            _label(row[column]),
            shown(row["yes"] + row["no"], least),
            consent_rate(row["yes"], row["no"], least),
        )
        for row in counted
    ]


def _label(code: str) -> str:
    if code == OTHER_TOOL:
        return gettext("autre outil")
    return str(DEVICES.get(code) or CONSENT_TOOLS.get(code, code))
