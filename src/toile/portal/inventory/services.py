"""Changes to the inventory."""

from collections.abc import Iterable

from django.db import transaction

from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.inventory.models import Placement, Publisher, SupplyDay

# SQLite takes so many values in one statement: 8 a row.
_ROWS_A_STATEMENT = 1_000


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


def put_supply(days: Iterable[SupplyDay]) -> None:
    """Set days of placements whole, those that are there already too.

    The worker holds the sums, these are copies; a world of the bench or of the demo is
    filled with as many at once as it likes.
    """
    SupplyDay.objects.bulk_create(
        days,
        batch_size=_ROWS_A_STATEMENT,
        update_conflicts=True,
        unique_fields=["placement", "departement", "day"],
        update_fields=["requests", "members", "served", "members_served", "bands"],
    )
