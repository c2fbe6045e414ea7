"""What the worker tells of clicks that were refused."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from toile.portal.statements.models import RefusedClicks


@transaction.atomic
def count_refused_clicks(
    clicks: Mapping[tuple[str, datetime.date, str], int],
) -> None:
    """Count refused clicks, by cinema, day and reason, on top of those before.

    In the transaction that writes them into the trail: what is in the trail is counted
    already, so that nothing is counted twice, on a rebuild neither.
    """
    for (cinema, day, reason), number in sorted(clicks.items()):
        row, _ = RefusedClicks.objects.get_or_create(
            cinema_id=cinema, day=day, reason=reason
        )
        RefusedClicks.objects.filter(pk=row.pk).update(count=F("count") + number)
