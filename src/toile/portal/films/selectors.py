"""Reading films."""

from django.db.models import OuterRef, QuerySet, Subquery

from toile.portal.approvals.models import Approval
from toile.portal.films.models import Film


def with_approval(films: QuerySet[Film]) -> QuerySet[Film]:
    """Films, each with ``approval``: how the newest request about it stands."""
    newest = Approval.objects.filter(
        kind=Approval.Kind.FILM, subject_id=OuterRef("pk")
    ).order_by("-requested_at", "-id")
    return films.annotate(approval=Subquery(newest.values("status")[:1]))
