"""Which campaigns an organisation sees, and which it may change."""

from django.db.models import QuerySet

from toile.portal.accounts.models import Organisation
from toile.portal.campaigns.models import Campaign

# The union decides on campaigns and the operator delivers them: both look, only the
# distributor changes.
SEES_ALL = (Organisation.Kind.UNION, Organisation.Kind.OPERATOR)


def visible_campaigns(organisation: Organisation) -> QuerySet[Campaign]:
    """Campaigns that members of the organisation may look at."""
    if organisation.kind in SEES_ALL:
        return Campaign.objects.all()
    return own_campaigns(organisation)


def own_campaigns(organisation: Organisation) -> QuerySet[Campaign]:
    """Campaigns that members of the organisation may change."""
    return Campaign.objects.filter(distributor=organisation)
