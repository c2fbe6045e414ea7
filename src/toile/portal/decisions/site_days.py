"""The last thirty days of one site, small crowds kept back."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toile.portal.cinemas.choices import ToldDay, told_by_site, total
from toile.portal.cinemas.models import Site
from toile.portal.decisions.signs import WINDOW_DAYS
from toile.portal.ui.charts import Chart, Series


@dataclass(frozen=True)
class SiteDays:
    """Visits a day, and what persons chose in all, in packets or withheld."""

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
    rows = told_by_site([site.id], least).get(site.id, {})
    days = [first + datetime.timedelta(days=step) for step in range(WINDOW_DAYS)]
    told = total(rows.get(day, ToldDay()) for day in days)
    last = site.days.filter(visits__gt=0).order_by("-day").first()
    return SiteDays(
        days=days,
        visits=[rows[day].visits if day in rows else 0 for day in days],
        consents=told.consents or None,
        refusals=told.refusals or None,
        rate=told.answers.rate,
        last_visit=last.day if last else None,
    )


def days_chart(found: SiteDays) -> Chart:
    """Draw the visits."""
    visits = Series(_("Visites"), found.visits)
    return Chart(_("Visites par jour sur 30 jours"), _("Jour"), found.days, [visits])
