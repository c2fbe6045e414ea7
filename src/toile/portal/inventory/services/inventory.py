"""Changes to publishers and placements, and the requests that the worker counts."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Model

from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.inventory.models import Contact, Placement, Publisher, SupplyDay
from toile.portal.inventory.services.ads_txt import note_domains

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
    note_domains()
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


@transaction.atomic
def change_publisher(publisher: Publisher, by: User, **fields: object) -> Publisher:
    """Rename a publisher, or change the origins whose pages may ask."""
    changed = assign(publisher, fields)
    if changed:
        note_domains()
        _note("publisher.changed", publisher, by, changed=changed)
    return publisher


@transaction.atomic
def add_contact(publisher: Publisher, by: User, **fields: object) -> Contact:
    """Note whom to call; the trail keeps no name."""
    contact = Contact(publisher=publisher, **fields)
    contact.full_clean()
    contact.save(force_insert=True)
    _note("publisher.contact_added", publisher, by)
    return contact


@transaction.atomic
def remove_contact(contact: Contact, by: User) -> None:
    """Forget somebody who is not to be called any more."""
    _note("publisher.contact_removed", contact.publisher, by)
    contact.delete()


@transaction.atomic
def change_placement(placement: Placement, by: User, **fields: object) -> Placement:
    """Change a place: its name, size, format, interests, floor."""
    changed = assign(placement, fields)
    if changed:
        _note("placement.changed", placement, by, changed=changed)
    return placement


@transaction.atomic
def set_active(placement: Placement, by: User, *, active: bool) -> None:
    """Pause a place, or open it again; what is so already stays without a trace."""
    status = Placement.Status.ACTIVE if active else Placement.Status.PAUSED
    if not assign(placement, {"status": status}):
        return
    if active:
        _note("placement.resumed", placement, by)
    else:
        _note("placement.paused", placement, by)


def assign(row: Model, fields: Mapping[str, object]) -> dict[str, list[str]]:
    """Set fields that differ, check the whole, save; tell each before and after."""
    changed = {
        name: [str(getattr(row, name)), str(value)]
        for name, value in fields.items()
        if getattr(row, name) != value
    }
    if not changed:
        return {}
    for name in changed:
        setattr(row, name, fields[name])
    row.full_clean()
    row.save(update_fields=list(changed))
    return changed


def _note(
    action: str, subject: Publisher | Placement, by: User, **details: object
) -> None:
    is_place = isinstance(subject, Placement)
    publisher = subject.publisher if isinstance(subject, Placement) else subject
    record(
        action,
        "placement" if is_place else "publisher",
        subject.id,
        actor=by,
        organisation=publisher.organisation,
        details={"name": subject.name, **details},
    )


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
