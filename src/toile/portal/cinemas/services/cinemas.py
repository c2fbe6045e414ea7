"""Registering a cinema, correcting what is known of it, asking for the union's yes."""

from collections.abc import Sequence

from django.db import transaction

from toile.portal.accounts.models import Organisation, User
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.audit.services import record
from toile.portal.cinemas.models import Cinema


@transaction.atomic
def add_cinema(
    organisation: Organisation,
    by: User | None = None,
    *,
    ask: bool = True,
    **fields: object,
) -> Cinema:
    """Register a cinema and ask the union to approve it, at once or (``ask``) later."""
    cinema = Cinema(organisation=organisation, **fields)
    cinema.full_clean()
    cinema.save(force_insert=True)
    record(
        "cinema.added",
        "cinema",
        cinema.id,
        actor=by,
        organisation=organisation,
        details={"name": str(cinema)},
    )
    if ask:
        ask_for_approval(cinema, by)
    return cinema


@transaction.atomic
def change_cinema(cinema: Cinema, by: User | None = None, **fields: object) -> Cinema:
    """Correct what is known of a cinema; what stays the same leaves no trace."""
    changed = {
        name: value for name, value in fields.items() if getattr(cinema, name) != value
    }
    if not changed:
        return cinema
    for name, value in changed.items():
        setattr(cinema, name, value)
    cinema.full_clean()
    cinema.save(update_fields=list(changed))
    record(
        "cinema.changed",
        "cinema",
        cinema.id,
        actor=by,
        organisation=cinema.organisation,
        details={"name": str(cinema), "changed": sorted(changed)},
    )
    return cinema


def ask_for_approval(
    cinema: Cinema, by: User | None = None, more: Sequence[tuple[str, str]] = ()
) -> Approval:
    """Ask the union for its yes, with what it needs to decide; asked twice is once."""
    return approvals.request(
        Approval.Kind.CINEMA,
        cinema.id,
        str(cinema),
        cinema.organisation,
        by,
        facts=[
            ("Commune", f"{cinema.postal_code} {cinema.commune}".strip()),
            ("Numéro CNC", cinema.cnc_number or "–"),
            ("Écrans", str(cinema.screens)),
            ("Catégorie Art et Essai", cinema.category or "–"),
            *more,
        ],
    )
