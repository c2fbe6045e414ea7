"""What the worker tells of clicks that were refused."""

import datetime

from toile.portal.cinemas.models import Cinema
from toile.portal.statements.models import RefusedClicks


def put_refused_clicks(
    cinema_id: str, day: datetime.date, reason: str, count: int
) -> None:
    """Set how many clicks of a day, refused for a reason, a cinema had a part in.

    A cinema that this database does not know (it was restored, say) is left out.
    """
    if not Cinema.objects.filter(pk=cinema_id).exists():
        return
    RefusedClicks.objects.update_or_create(
        cinema_id=cinema_id, day=day, reason=reason, defaults={"count": count}
    )
