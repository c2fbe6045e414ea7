"""Which cinemas an organisation sees."""

from django.db.models import QuerySet

from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.cinemas.models import Cinema


def visible_cinemas(organisation: Organisation) -> QuerySet[Cinema]:
    """The union, as trusted third party, sees every cinema; a cinema sees its own."""
    if organisation.kind == Organisation.Kind.UNION:
        return Cinema.objects.all()
    return Cinema.objects.filter(organisation=organisation)


def may_see_bank_account(user: User, organisation: Organisation) -> bool:
    """Owners alone see and change where their organisation is paid."""
    return organisation.memberships.filter(
        user=user, role=Membership.Role.OWNER
    ).exists()
