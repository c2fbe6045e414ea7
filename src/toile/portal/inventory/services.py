"""Changes to the inventory."""

from collections.abc import Iterable

from django.db import transaction

from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.inventory.models import Placement, Publisher


@transaction.atomic
def add_publisher(
    name: str, origins: Iterable[str], by: User | None = None, **fields: object
) -> Publisher:
    """Register a publisher and the origins whose pages may ask for ads."""
    publisher = Publisher(name=name, origins=list(origins), **fields)
    publisher.full_clean()
    publisher.save(force_insert=True)
    record(
        "publisher.added",
        "publisher",
        publisher.id,
        actor=by,
        organisation=publisher.organisation,
        details={"name": name, "origins": publisher.origins},
    )
    return publisher


@transaction.atomic
def add_placement(
    publisher: Publisher, by: User | None = None, **fields: object
) -> Placement:
    """Open a place on a publisher's site."""
    placement = Placement(publisher=publisher, **fields)
    placement.full_clean()
    placement.save(force_insert=True)
    record(
        "placement.added",
        "placement",
        placement.id,
        actor=by,
        organisation=publisher.organisation,
        details={"publisher": publisher.id, "name": placement.name},
    )
    return placement
