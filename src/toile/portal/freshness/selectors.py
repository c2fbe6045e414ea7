"""Reading how fresh the figures are."""

import datetime

from django.db.models import Min

from toile.portal.freshness.models import Counted


def counted_until() -> datetime.datetime | None:
    """The moment up to which every stream is counted; ``None`` if none is yet."""
    found: datetime.datetime | None = Counted.objects.aggregate(at=Min("until"))["at"]
    return found
