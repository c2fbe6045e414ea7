"""What campaigns do by the clock: tell distributors' programs of the day before."""

import datetime

from django.db.models import Sum
from django.utils import timezone

from toile.portal.accounts.models import Organisation
from toile.portal.campaigns.models import LineDay
from toile.portal.jobs.schedule import daily, schedule
from toile.portal.webhooks.models import Event
from toile.portal.webhooks.selectors import listeners
from toile.portal.webhooks.services import emit

_FIGURES = ("impressions", "views", "clicks", "billable_clicks", "spend_micros")
_CAMPAIGN = "line__flight__campaign"


def tell_yesterday() -> int:
    """Tell each listening distributor what its campaigns delivered; tell how many."""
    return tell_day(timezone.localdate() - datetime.timedelta(days=1))


def tell_day(day: datetime.date) -> int:
    """Tell of one day; a second time tells nobody twice."""
    wanted = listeners(Event.CAMPAIGN_DELIVERY)
    if not wanted:
        return 0
    rows = (
        LineDay.objects.filter(
            day=day, line__flight__campaign__distributor_id__in=wanted
        )
        .values(f"{_CAMPAIGN}_id", f"{_CAMPAIGN}__name", f"{_CAMPAIGN}__distributor_id")
        .annotate(**{f"sum_{name}": Sum(name) for name in _FIGURES})
        .order_by(f"{_CAMPAIGN}_id")
    )
    organisations = Organisation.objects.in_bulk(wanted)
    told = 0
    for row in rows:
        campaign = row[f"{_CAMPAIGN}_id"]
        told += emit(
            organisations[row[f"{_CAMPAIGN}__distributor_id"]],
            Event.CAMPAIGN_DELIVERY,
            f"{Event.CAMPAIGN_DELIVERY}:{campaign}:{day}",
            {
                "campaign_id": campaign,
                "campaign_name": row[f"{_CAMPAIGN}__name"],
                "day": day.isoformat(),
                **{name: row[f"sum_{name}"] for name in _FIGURES},
            },
        )
    return told


schedule("campaigns.tell", daily(6), tell_yesterday)
