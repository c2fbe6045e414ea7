"""Which cinemas an organisation sees."""

from django.db.models import QuerySet

from toile.portal.accounts.models import Organisation
from toile.portal.cinemas.models import Cinema


def visible_cinemas(organisation: Organisation) -> QuerySet[Cinema]:
    """The union, as trusted third party, sees every cinema; a cinema sees its own."""
    if organisation.kind == Organisation.Kind.UNION:
        return Cinema.objects.all()
    return Cinema.objects.filter(organisation=organisation)
