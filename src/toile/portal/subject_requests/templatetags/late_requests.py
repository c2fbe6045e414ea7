"""A line above the union's pages while a request waits for too long."""

from typing import Any

from django import template

from toile.portal.subject_requests.selectors import late
from toile.wire.clock import now_ms, paris_date

register = template.Library()


@register.inclusion_tag("subject_requests/_late.html")
def late_requests() -> dict[str, Any]:
    """Tell which requests are late; nothing if none is (1 query)."""
    return {"late": late(paris_date(now_ms()))}
