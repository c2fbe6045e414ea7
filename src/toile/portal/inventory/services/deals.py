"""Changes to deals."""

from collections.abc import Iterable

from django.db import transaction

from toile.portal.accounts.models import Organisation, User
from toile.portal.audit.services import record
from toile.portal.inventory.models import Deal, Exchange, Placement
from toile.portal.inventory.services.inventory import assign


@transaction.atomic
def add_deal(
    exchange: Exchange,
    placements: Iterable[Placement],
    operator: Organisation,
    by: User,
    **fields: object,
) -> Deal:
    """Write a deal down."""
    deal = Deal(exchange=exchange, **fields)
    deal.full_clean()
    deal.save(force_insert=True)
    deal.placements.set(placements)
    _note("deal.added", deal, operator, by)
    return deal


@transaction.atomic
def change_deal(
    deal: Deal,
    placements: Iterable[Placement],
    operator: Organisation,
    by: User,
    **fields: object,
) -> Deal:
    """Change a deal."""
    places = list(placements)
    wanted = {place.id for place in places}
    present = set(deal.placements.values_list("id", flat=True))
    changed: dict[str, list[str]] = assign(deal, fields)
    if wanted != present:
        deal.placements.set(places)
        changed["placements"] = [", ".join(sorted(ids)) for ids in (present, wanted)]
    if changed:
        _note("deal.changed", deal, operator, by, changed=changed)
    return deal


def _note(
    action: str,
    deal: Deal,
    operator: Organisation,
    by: User,
    **details: object,
) -> None:
    record(
        action,
        "deal",
        deal.id,
        actor=by,
        organisation=operator,
        details={"name": deal.name, **details},
    )
