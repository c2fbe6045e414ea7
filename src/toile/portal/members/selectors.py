"""Reading joins."""

from django.db.models import QuerySet

from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.members.models import Join


def joins_of(user: User) -> QuerySet[Join]:
    """What somebody has begun to join."""
    return Join.objects.filter(user=user).select_related(
        "cinema__organisation", "listed"
    )


def may_go_on(user: User, join: Join) -> bool:
    """Tell whether somebody may still act for the cinema that their join made."""
    if join.cinema is None:
        return True
    return join.cinema.organisation.memberships.filter(
        user=user, role=Membership.Role.OWNER
    ).exists()


def own_organisations(user: User, join: Join) -> list[Organisation]:
    """Organisations of cinemas for which somebody answers, before a join made its own.

    A further cinema may belong to one of them.
    """
    if join.cinema is not None:
        return []
    return list(
        Organisation.objects.filter(
            kind=Organisation.Kind.CINEMA,
            memberships__user=user,
            memberships__role=Membership.Role.OWNER,
        )
    )
