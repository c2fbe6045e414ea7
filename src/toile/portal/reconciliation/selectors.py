"""What the last reconciliation found."""

import msgspec
from django.db.models import QuerySet

from toile.ledger.checking.report import Report
from toile.portal.reconciliation.models import Check


def last_check() -> Check | None:
    """The last one that ended; ``None`` before the first (1 query)."""
    return Check.objects.order_by("-ended_at").first()


def report_of(check: Check) -> Report:
    """Read what it told."""
    return msgspec.convert(check.report, Report)


def earlier() -> QuerySet[Check]:
    """All of them, the latest first, without what they told."""
    return Check.objects.defer("report")
