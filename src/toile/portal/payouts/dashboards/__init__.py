"""What cinemas see of their audience and money, and the union of the pool."""

from toile.portal.payouts.dashboards.choices import Slice, choices_by
from toile.portal.payouts.dashboards.cinema import Dashboard, Day, dashboard
from toile.portal.payouts.dashboards.films import ShownFilm, films_shown
from toile.portal.payouts.dashboards.house import HouseRow, house
from toile.portal.payouts.dashboards.period import PERIODS, Period, period_of
from toile.portal.payouts.dashboards.pool import Member, members

__all__ = [
    "PERIODS",
    "Dashboard",
    "Day",
    "HouseRow",
    "Member",
    "Period",
    "ShownFilm",
    "Slice",
    "choices_by",
    "dashboard",
    "films_shown",
    "house",
    "members",
    "period_of",
]
