"""Reading the register."""

import datetime

from django.db.models import QuerySet

from toile.portal.subject_requests.models import SubjectRequest


def requests() -> QuerySet[SubjectRequest]:
    """Every request, the latest first, with its document but for its content."""
    found = SubjectRequest.objects.select_related("document", "made_by")
    return found.defer("document__content")


def waiting() -> QuerySet[SubjectRequest]:
    """Requests without an answer, the most pressing first."""
    return SubjectRequest.objects.filter(
        closed_at__isnull=True, answered_on__isnull=True
    ).order_by("due_on")


def late(today: datetime.date) -> list[SubjectRequest]:
    """Requests whose day has passed without an answer (1 query)."""
    return list(waiting().filter(due_on__lt=today))
