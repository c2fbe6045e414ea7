"""Reading requests and decisions."""

from django.db.models import QuerySet

from toile.portal.approvals.models import Approval

RECENT = 20


def approved_ids(kind: str) -> set[str]:
    """Ids of the subjects whose latest decision is a yes."""
    latest = dict(
        Approval.objects.filter(kind=kind, decided_at__isnull=False)
        .order_by("decided_at", "id")
        .values_list("subject_id", "status")
    )
    return {key for key, status in latest.items() if status == "approved"}


def status_of(kind: str, subject_id: str) -> Approval | None:
    """Find the newest request about a subject."""
    return (
        Approval.objects.filter(kind=kind, subject_id=subject_id)
        .order_by("-requested_at", "-id")
        .first()
    )


def pending() -> QuerySet[Approval]:
    """What waits for the union, the oldest first."""
    return Approval.objects.filter(status=Approval.Status.PENDING).select_related(
        "organisation", "requested_by"
    )


def recent_decisions() -> QuerySet[Approval]:
    """The union's latest answers."""
    return (
        Approval.objects.exclude(status=Approval.Status.PENDING)
        .select_related("organisation", "decided_by")
        .order_by("-decided_at")[:RECENT]
    )
