"""What cinemas see of their audience and their money."""

from toile.portal.payouts.dashboards.choices import Slice, choices_by
from toile.portal.payouts.dashboards.cinema import Dashboard, Day, dashboard
from toile.portal.payouts.dashboards.films import ShownFilm, films_shown
from toile.portal.payouts.dashboards.house import HouseRow, house
from toile.portal.payouts.dashboards.period import PERIODS, Period, period_of

__all__ = [
    "PERIODS",
    "Dashboard",
    "Day",
    "HouseRow",
    "Period",
    "ShownFilm",
    "Slice",
    "choices_by",
    "dashboard",
    "films_shown",
    "house",
    "period_of",
]
