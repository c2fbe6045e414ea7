"""The days that a dashboard looks back on."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from toile.portal.ui.steps import Tab

PERIODS: dict[int, Any] = {
    7: _("7 jours"),
    30: _("30 jours"),
    90: _("90 jours"),
    365: _("un an"),
}
USUAL = 30
PARAMETER = "jours"


@dataclass(frozen=True)
class Period:
    """So many days up to ``last``, which is one of them."""

    days: int
    last: datetime.date

    @property
    def first(self) -> datetime.date:
        """The oldest day."""
        return self.last - datetime.timedelta(days=self.days - 1)

    @property
    def label(self) -> str:
        """The period in words."""
        return str(PERIODS[self.days])

    @property
    def tabs(self) -> list[Tab]:
        """The other periods to choose."""
        return [
            Tab(label, f"?{PARAMETER}={days}", current=days == self.days)
            for days, label in PERIODS.items()
        ]


def period_of(asked: str | None, today: datetime.date) -> Period:
    """Read the period from an address; what is unknown is the usual one."""
    days = int(asked) if asked and asked.isascii() and asked.isdigit() else USUAL
    return Period(days if days in PERIODS else USUAL, today)
