"""Who sees where an organisation is paid."""

from toile.portal.accounts.models import Membership, Organisation, User


def may_see_bank_account(user: User, organisation: Organisation) -> bool:
    """Owners alone see and change where their organisation is paid."""
    return organisation.memberships.filter(
        user=user, role=Membership.Role.OWNER
    ).exists()
