"""Who may decide: editors and owners of the union, nobody else."""

from toile.portal.accounts.models import Membership, Organisation, User


def may_decide(user: User) -> bool:
    """Tell whether the person speaks for the union."""
    return Membership.objects.filter(
        user=user,
        organisation__kind=Organisation.Kind.UNION,
        role__in=[Membership.Role.OWNER, Membership.Role.EDITOR],
    ).exists()
