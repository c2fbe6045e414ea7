"""The last thirty days of one site, small crowds kept back."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toile.lab import shown
from toile.portal.cinemas.models import Site
from toile.portal.cinemas.selectors import consent_rate
from toile.portal.decisions.signs import WINDOW_DAYS
from toile.portal.ui.charts import Chart, Series


@dataclass(frozen=True)
class SiteDays:
    """Visits a day, and what persons chose in all; choices are rounded or withheld."""

    days: list[datetime.date]
    visits: list[int]
    consents: int | None
    refusals: int | None
    rate: float | None
    last_visit: datetime.date | None

    @property
    def total(self) -> int:
        """Visits in all."""
        return sum(self.visits)


def site_days(site: Site, today: datetime.date, least: int) -> SiteDays:
    """Read the days of a site up to today (2 queries)."""
    first = today - datetime.timedelta(days=WINDOW_DAYS - 1)
    rows = {row.day: row for row in site.days.filter(day__range=(first, today))}
    days = [first + datetime.timedelta(days=step) for step in range(WINDOW_DAYS)]
    yes = sum(row.consents for row in rows.values())
    no = sum(row.refusals for row in rows.values())
    last = site.days.filter(visits__gt=0).order_by("-day").first()
    return SiteDays(
        days=days,
        visits=[rows[day].visits if day in rows else 0 for day in days],
        consents=shown(yes, least),
        refusals=shown(no, least),
        rate=consent_rate(yes, no, least),
        last_visit=last.day if last else None,
    )


def days_chart(found: SiteDays) -> Chart:
    """Draw the visits."""
    visits = Series(_("Visites"), found.visits)
    return Chart(_("Visites par jour sur 30 jours"), _("Jour"), found.days, [visits])
