"""Reading requests and decisions."""

from django.db.models import QuerySet

from toile.portal.approvals.models import Approval

RECENT = 20


def approved_ids(kind: str) -> set[str]:
    """Ids of the subjects whose newest request got a yes.

    Asking anew takes back an earlier yes: what was approved is no longer what is there.
    """
    newest = dict(
        Approval.objects.filter(kind=kind)
        .order_by("requested_at", "id")
        .values_list("subject_id", "status")
    )
    return {key for key, status in newest.items() if status == Approval.Status.APPROVED}


def once_approved_ids(kind: str) -> set[str]:
    """Ids of the subjects that ever got a yes, whatever came after."""
    yes = Approval.objects.filter(kind=kind, status=Approval.Status.APPROVED)
    return set(yes.values_list("subject_id", flat=True))


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
        Approval.objects.filter(decided_at__isnull=False)
        .select_related("organisation", "decided_by")
        .order_by("-decided_at")[:RECENT]
    )
