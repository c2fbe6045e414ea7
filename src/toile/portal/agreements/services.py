"""Signing and ending agreements."""

import datetime

from django.db import transaction

from toile.portal.accounts.models import Organisation, User
from toile.portal.agreements.models import Agreement
from toile.portal.audit.services import record
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas.models import Cinema


@transaction.atomic
def sign(
    kind: str,
    organisation: Organisation,
    reference: str,
    starts_on: datetime.date,
    *,
    signed_on: datetime.date | None = None,
    cinema: Cinema | None = None,
    by: User | None = None,
    **terms: object,
) -> Agreement:
    """Record a signed agreement; one that overlaps another is refused.

    Terms that are not given are those of the pool's rules on the day of signature.
    """
    if cinema:
        # Two signatures at once wait for each other here.
        Cinema.objects.select_for_update().get(pk=cinema.pk)
    agreement = Agreement(
        kind=kind,
        organisation=organisation,
        cinema=cinema,
        reference=reference,
        starts_on=starts_on,
        signed_on=signed_on or starts_on,
        **(rules_in_force(signed_on or starts_on).terms | terms),
    )
    agreement.full_clean()
    agreement.save(force_insert=True)
    _note("agreement.signed", agreement, by)
    return agreement


@transaction.atomic
def terminate(
    agreement: Agreement, on: datetime.date, by: User | None = None
) -> Agreement:
    """End an agreement: from that day on it no longer counts."""
    agreement.terminated_on = on
    agreement.full_clean()
    agreement.save(update_fields=["terminated_on"])
    _note("agreement.terminated", agreement, by)
    return agreement


def _note(action: str, agreement: Agreement, by: User | None) -> None:
    record(
        action,
        "agreement",
        agreement.id,
        actor=by,
        organisation=agreement.organisation,
        details={
            "reference": agreement.reference,
            "cinema": agreement.cinema_id,
            "starts_on": agreement.starts_on.isoformat(),
            "fee_micros": agreement.fee_micros,
        },
    )
