"""Which publishers and placements an organisation sees."""

from django.db.models import QuerySet

from toile.portal.accounts.models import Organisation
from toile.portal.inventory.models import Placement, Publisher
from toile.portal.inventory.selectors import active_placements, placements


def visible_placements(organisation: Organisation) -> QuerySet[Placement]:
    """The operator runs them all; a publisher sees its own."""
    if organisation.kind == Organisation.Kind.OPERATOR:
        return placements()
    return placements().filter(publisher__organisation=organisation)


def buyable_placements(organisation: Organisation) -> QuerySet[Placement]:
    """The same, and for a distributor the places that its lines may name."""
    if organisation.kind == Organisation.Kind.DISTRIBUTOR:
        return active_placements()
    return visible_placements(organisation)


def visible_publishers(organisation: Organisation) -> QuerySet[Publisher]:
    """The operator runs them all; a publisher sees its own."""
    if organisation.kind == Organisation.Kind.OPERATOR:
        return Publisher.objects.all()
    return Publisher.objects.filter(organisation=organisation)
