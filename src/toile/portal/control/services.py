"""Keeping a look at the edge, once a minute."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from toile.portal.control.edge import EdgeSilentError, read_edge
from toile.portal.control.models import EdgeSample
from toile.portal.control.selectors import delivered_on

_KEPT = datetime.timedelta(days=2)


def sample_edge() -> EdgeSample:
    """Keep what the edge has counted by now, and forget what is two days old.

    An edge that cannot be reached leaves a sample that says so.
    """
    now = timezone.now()
    minute = now.replace(second=0, microsecond=0)
    try:
        reading = read_edge(settings.TOILE)
    except EdgeSilentError:
        counted: dict[str, object] = {"reached": False}
        counted |= {"outcomes": {}, "refused": {}, "times": {}}
    else:
        counted = {
            "reached": True,
            "outcomes": dict(reading.outcomes),
            "refused": dict(reading.refused),
            "times": dict(reading.times),
        }
    today = delivered_on(timezone.localdate(now))
    counted |= {"impressions": today.impressions, "spend_micros": today.spend_micros}
    with transaction.atomic():
        sample, _made = EdgeSample.objects.update_or_create(at=minute, defaults=counted)
        EdgeSample.objects.filter(at__lt=minute - _KEPT).delete()
    return sample
