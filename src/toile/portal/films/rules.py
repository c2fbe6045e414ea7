"""Which films an organisation sees, and which it may change."""

from django.db.models import QuerySet

from toile.portal.accounts.models import Organisation
from toile.portal.films.models import Film

# The union decides on titles, the operator delivers campaigns for them.
SEES_ALL = (Organisation.Kind.UNION, Organisation.Kind.OPERATOR)


def visible_films(organisation: Organisation) -> QuerySet[Film]:
    """Films that members of the organisation may look at."""
    if organisation.kind in SEES_ALL:
        return Film.objects.all()
    return own_films(organisation)


def own_films(organisation: Organisation) -> QuerySet[Film]:
    """Films that members of the organisation may change."""
    return Film.objects.filter(distributor=organisation)
