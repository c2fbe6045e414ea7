"""Which publishers and placements an organisation sees."""

from django.db.models import QuerySet

from toile.portal.accounts.models import Organisation
from toile.portal.inventory.models import Placement
from toile.portal.inventory.selectors import placements


def visible_placements(organisation: Organisation) -> QuerySet[Placement]:
    """The operator runs them all; a publisher sees its own."""
    if organisation.kind == Organisation.Kind.OPERATOR:
        return placements()
    return placements().filter(publisher__organisation=organisation)
