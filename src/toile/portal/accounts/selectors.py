"""Reading organisations and memberships."""

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from toile.portal.accounts.models import Invitation, Membership, Organisation, User
from toile.portal.accounts.tokens import hash_token

# Whom the banner and "Mes données" name besides the cinema, in this order. Distributors
# receive counts alone, nothing about a person: they are no controllers.
CONTROLLER_KINDS = (Organisation.Kind.UNION, Organisation.Kind.OPERATOR)


def memberships_of(user: User) -> QuerySet[Membership]:
    """For whom a person may act."""
    return user.memberships.select_related("organisation").order_by(
        "organisation__name"
    )


def controllers() -> list[Organisation]:
    """Union, then operator: the controllers besides the cinema itself."""
    found = Organisation.objects.filter(kind__in=CONTROLLER_KINDS).order_by("name")
    return sorted(
        found, key=lambda one: CONTROLLER_KINDS.index(Organisation.Kind(one.kind))
    )


def team_of(organisation: Organisation) -> list[Membership]:
    """Who belongs to an organisation: owners first, then by name."""
    order = list(Membership.Role.values)
    found = organisation.memberships.select_related("user")
    return sorted(
        found, key=lambda one: (order.index(one.role), str(one.user).casefold())
    )


def waiting_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """What was sent and neither accepted nor taken back; expired ones among them."""
    return organisation.invitations.filter(
        accepted_at=None, cancelled_at=None
    ).select_related("invited_by")


def find_invitation(token: str) -> Invitation | None:
    """Find the invitation that a link belongs to, whatever its state."""
    return (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(token_hash=hash_token(token))
        .first()
    )


def sessions_of(user: User) -> list[UserSession]:
    """Where somebody is signed in, the latest first; what is over is forgotten."""
    found: list[UserSession] = UserSession.objects.purge_and_list(user)
    return sorted(found, key=lambda one: one.last_seen_at, reverse=True)


def session_of(user: User, session_id: int) -> UserSession | None:
    """Find one of somebody's own sessions."""
    return UserSession.objects.filter(user_id=user.pk, pk=session_id).first()
