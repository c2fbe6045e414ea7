"""Reading films, with how the union's yes to their titles stands."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from toile.portal.accounts.models import Organisation
from toile.portal.approvals.models import Approval
from toile.portal.films.models import Film, FilmRecord


def with_approval(films: QuerySet[Film]) -> QuerySet[Film]:
    """Films, each with ``approval``: how the newest request about it stands."""
    newest = Approval.objects.filter(
        kind=Approval.Kind.FILM, subject_id=OuterRef("pk")
    ).order_by("-requested_at", "-id")
    return films.annotate(approval=Subquery(newest.values("status")[:1]))


def standing(films: QuerySet[Film], status: str) -> QuerySet[Film]:
    """Those whose newest request stands so."""
    return with_approval(films).filter(Q(approval=status))


def films_of(distributor: Organisation) -> QuerySet[Film]:
    """The catalogue of a distributor, with the union's answers."""
    return with_approval(Film.objects.filter(distributor=distributor))


def record_of(key: str) -> FilmRecord | None:
    """Find a record by what a page's address says; nonsense finds nothing."""
    if not (key.isascii() and key.isdigit() and len(key) < 12):
        return None
    return FilmRecord.objects.filter(pk=int(key)).first()
