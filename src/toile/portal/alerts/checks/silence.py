"""Sites and placements that were heard of each day, and are not any more.

Days are what is counted of them: one is mute once so many whole days have passed.
"""

import datetime
from collections.abc import Iterator

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone
from django.utils.formats import date_format

from toile.portal.agreements.selectors import member_sites
from toile.portal.alerts.checks.found import Found
from toile.portal.alerts.models import Alert, Thresholds
from toile.portal.cinemas.models import SiteDay
from toile.portal.inventory.selectors import active_placements

# Who was heard of on five days of the fortnight before is usually heard of.
_LOOKED_AT = datetime.timedelta(days=14)
_USUAL_DAYS = 5
_USUAL_A_DAY = 5


def sites(limits: Thresholds, now: datetime.datetime) -> Iterator[Found]:
    """Which members' sites have fallen silent (4 queries)?"""
    today = timezone.localdate(now)
    heard = {
        row["site_id"]: row
        for row in SiteDay.objects.filter(day__gte=today - _LOOKED_AT, visits__gt=0)
        .values("site_id")
        .annotate(last=Max("day"), days=Count("day"), total=Sum("visits"))
    }
    for site in member_sites(today):
        row = heard.get(site.id)
        if row and _fell_silent(row["last"], row["days"], row["total"], today, limits):
            yield Found(
                Alert.Kind.SITE_SILENT,
                site.id,
                str(site.cinema)[:200],
                {"last": date_format(row["last"], "j F")},
            )


def placements(limits: Thresholds, now: datetime.datetime) -> Iterator[Found]:
    """Which open placements have fallen silent (1 query)?"""
    today = timezone.localdate(now)
    whole = Q(
        supply__departement="",
        supply__day__gte=today - _LOOKED_AT,
        supply__requests__gt=0,
    )
    rows = active_placements().annotate(
        last=Max("supply__day", filter=whole),
        days=Count("supply__day", filter=whole),
        total=Sum("supply__requests", filter=whole),
    )
    for place in rows.filter(days__gte=_USUAL_DAYS):
        if _fell_silent(place.last, place.days, place.total, today, limits):
            yield Found(
                Alert.Kind.PLACEMENT_SILENT,
                place.id,
                str(place)[:200],
                {"last": date_format(place.last, "j F")},
            )


def _fell_silent(
    last: datetime.date,
    days: int,
    total: int,
    today: datetime.date,
    limits: Thresholds,
) -> bool:
    usual = days >= _USUAL_DAYS and total >= _USUAL_A_DAY * days
    return usual and (today - last).days > limits.silent_days
