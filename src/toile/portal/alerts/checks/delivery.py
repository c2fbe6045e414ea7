"""Lines: too slow, too fast, or clicked by machines."""

import datetime
from collections.abc import Iterator

from django.db.models import Sum
from django.utils import timezone

from toile.portal.alerts.checks.found import Found
from toile.portal.alerts.models import Alert, Thresholds
from toile.portal.campaigns.models import LineDay, LineItem, RefusedClickDay
from toile.portal.control.room import live
from toile.portal.control.traffic import INVALID

# At its beginning a line has no pace worth the name.
_SETTLED = datetime.timedelta(hours=6)
# Of so few clicks a share says nothing.
_LEAST_CLICKS = 20


def delivery(limits: Thresholds, now: datetime.datetime) -> Iterator[Found]:
    """Which lines are far from even delivery?"""
    for one in live(now):
        if one.pace is None or now - one.line.flight.starts_at < _SETTLED:
            continue
        percent = round(one.pace * 100)
        if percent < limits.under_percent:
            kind = Alert.Kind.UNDER
        elif percent > limits.over_percent:
            kind = Alert.Kind.OVER
        else:
            continue
        name = f"{one.campaign} – {one.name}"
        yield Found(kind, one.id, name[:200], {"pace": str(percent)})


def invalid_traffic(limits: Thresholds, now: datetime.datetime) -> Iterator[Found]:
    """Which lines are clicked by machines today (3 queries)?"""
    today = timezone.localdate(now)
    refused = RefusedClickDay.objects.filter(day=today, reason__in=INVALID)
    invalid = dict(refused.values_list("line_id").annotate(Sum("count")))
    clicks = dict(
        LineDay.objects.filter(day=today, line_id__in=invalid)
        .values_list("line_id")
        .annotate(Sum("clicks"))
    )
    found = {
        line: round(100 * number / clicks[line])
        for line, number in invalid.items()
        if clicks.get(line, 0) >= _LEAST_CLICKS
        and 100 * number > limits.invalid_percent * clicks[line]
    }
    lines = LineItem.objects.filter(id__in=found).select_related("flight__campaign")
    for line in lines:
        name = f"{line.flight.campaign.name} – {line.name}"[:200]
        facts = {"percent": str(found[line.id])}
        yield Found(Alert.Kind.INVALID_TRAFFIC, line.id, name, facts)
