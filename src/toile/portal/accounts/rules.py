"""Who must hold a second factor, and who may manage a team."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from toile.portal.accounts.models import Membership, Organisation, User

# They decide for everybody else, or see everybody's figures.
TWO_FACTOR_KINDS = (Organisation.Kind.UNION, Organisation.Kind.OPERATOR)
_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Tell whether somebody holds a passkey or an authenticator app."""
    held = Authenticator.objects.filter(user_id=user.pk, type__in=_FACTORS)
    return bool(held.exists())


def has_passkey(user: User) -> bool:
    """Tell whether somebody holds a passkey."""
    held = Authenticator.objects.filter(
        user_id=user.pk, type=Authenticator.Type.WEBAUTHN
    )
    return bool(held.exists())


def needs_second_factor(user: User) -> bool:
    """Tell whether somebody must set up a second factor before anything else."""
    if not settings.TOILE.two_factor_required:
        return False
    # One question to the database, for it is asked with every page.
    return (
        User.objects.filter(pk=user.pk)
        .filter(Q(is_superuser=True) | Q(is_staff=True) | Exists(_binding()))
        .exclude(
            Exists(
                Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=_FACTORS)
            )
        )
        .exists()
    )


def is_bound_to_two_factors(user: User) -> bool:
    """Tell whether somebody belongs to those who must hold two factors."""
    if not settings.TOILE.two_factor_required:
        return False
    if user.is_superuser or user.is_staff:
        return True
    return _memberships().filter(user_id=user.pk).exists()


def may_manage(user: User, organisation: Organisation) -> bool:
    """Tell whether somebody may invite, remove, and give roles."""
    return organisation.memberships.filter(
        user=user, role=Membership.Role.OWNER
    ).exists()


def _memberships() -> QuerySet[Membership]:
    return Membership.objects.filter(organisation__kind__in=TWO_FACTOR_KINDS)


def _binding() -> QuerySet[Membership]:
    return _memberships().filter(user_id=OuterRef("pk"))
