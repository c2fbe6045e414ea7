"""``{% freshness %}``: when the figures of a page were counted."""

import datetime
from typing import Any

from django import template
from django.utils import timezone

from toile.portal.freshness.selectors import counted_until

register = template.Library()

# The worker says how far it is every ten seconds.
LATE = datetime.timedelta(minutes=2)


@register.inclusion_tag("freshness/line.html")
def freshness() -> dict[str, Any]:
    """Tell up to when the figures are counted, and whether that is late."""
    until = counted_until()
    late = until is not None and timezone.now() - until > LATE
    return {"until": until, "late": late}
