"""The daily look at the days that are still held: what is odd becomes a doubt."""

import datetime
from collections import defaultdict

from django.db.models import Sum
from django.utils import timezone

from toile.ledger.invalid import is_burst, is_odd_rate, rate_of
from toile.portal.campaigns.models import LineDay, LineHour
from toile.portal.payouts.models import Doubt
from toile.portal.payouts.services.holding import HOLD_DAYS

USUAL_DAYS = 30
"""What is usual is taken from so many days."""

_HOURS_DAYS = 7


def look(today: datetime.date) -> int:
    """Look at the days whose clicks are held; tell how many new doubts there are.

    What was found before, or judged, is left alone.
    """
    first = today - datetime.timedelta(days=HOLD_DAYS + 1)
    last = today - datetime.timedelta(days=1)
    found = _odd_rates(first, last) + _bursts(first, last)
    known = set(
        Doubt.objects.filter(day__range=(first, last)).values_list(
            "kind", "day", "line_id", "placement_id", "hour"
        )
    )
    new = [
        one
        for one in found
        if (one.kind, one.day, one.line_id, one.placement_id, one.hour) not in known
    ]
    Doubt.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _odd_rates(first: datetime.date, last: datetime.date) -> list[Doubt]:
    since = last - datetime.timedelta(days=USUAL_DAYS)
    rows = list(
        LineDay.objects.filter(day__range=(since, last), line__pool=True)
        .order_by()
        .values_list("line_id", "placement_id", "day")
        .annotate(Sum("billable_clicks"), Sum("impressions"))
    )
    clicks = sum(row[3] for row in rows)
    shown = sum(row[4] for row in rows)
    found = []
    for line, placement, day, own, seen in rows:
        usual = rate_of(clicks - own, shown - seen)
        if first <= day and is_odd_rate(own, seen, usual):
            found.append(
                Doubt(
                    kind=Doubt.Kind.RATE,
                    day=day,
                    line_id=line,
                    placement_id=placement,
                    clicks=own,
                    shown=seen,
                    usual=usual,
                    found_at=timezone.now(),
                )
            )
    return found


def _bursts(first: datetime.date, last: datetime.date) -> list[Doubt]:
    since = last - datetime.timedelta(days=_HOURS_DAYS)
    rows = LineHour.objects.filter(
        day__range=(since, last), line__pool=True, impressions__gt=0
    )
    by_line: dict[str, list[LineHour]] = defaultdict(list)
    for row in rows:
        by_line[row.line_id].append(row)
    found = []
    for line, hours in by_line.items():
        whole = sum(row.clicks for row in hours)
        for row in hours:
            others = [one.clicks for one in hours if one is not row]
            if row.day < first or not is_burst(row.clicks, others):
                continue
            found.append(
                Doubt(
                    kind=Doubt.Kind.BURST,
                    day=row.day,
                    line_id=line,
                    hour=row.hour,
                    clicks=row.clicks,
                    shown=row.impressions,
                    usual=(whole - row.clicks) // max(len(others), 1),
                    found_at=timezone.now(),
                )
            )
    return found
