"""Signing and ending agreements, and saying who an organisation is before the law."""

import datetime

from django.db import transaction

from toile.portal.accounts.models import Organisation, User
from toile.portal.agreements.models import Agreement, LegalIdentity
from toile.portal.agreements.trail import note
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
        **(_offered(signed_on or starts_on) | terms),
    )
    agreement.full_clean()
    agreement.save(force_insert=True)
    note("agreement.signed", agreement, by)
    return agreement


def _offered(day: datetime.date) -> dict[str, object]:
    rules = rules_in_force(day)
    return rules.terms | {
        "smallest_cell": rules.smallest_cell,
        "smallest_segment": rules.smallest_segment,
    }


@transaction.atomic
def terminate(
    agreement: Agreement, on: datetime.date, by: User | None = None, **told: str
) -> Agreement:
    """End an agreement: from that day on it no longer counts.

    What is ``told`` of it, by whom and why, stands in the audit trail.
    """
    agreement.terminated_on = on
    agreement.full_clean()
    agreement.save(update_fields=["terminated_on"])
    note("agreement.terminated", agreement, by, day=on.isoformat(), **told)
    return agreement


@transaction.atomic
def set_identity(
    organisation: Organisation, by: User | None = None, **fields: str
) -> LegalIdentity:
    """Say who an organisation is; its SIRET stands with it as well."""
    found = LegalIdentity.objects.filter(organisation=organisation).first()
    identity = found or LegalIdentity(organisation=organisation)
    for name, value in fields.items():
        setattr(identity, name, value)
    identity.full_clean()
    identity.save()
    organisation.siret = identity.siret
    organisation.save(update_fields=["siret"])
    record(
        "identity.set",
        "organisation",
        organisation.id,
        actor=by,
        organisation=organisation,
        details={"siret": identity.siret, "vat_regime": identity.vat_regime},
    )
    return identity


@transaction.atomic
def keep(agreement: Agreement, by: User | None = None) -> Agreement:
    """Take back an end that lies ahead: the agreement goes on."""
    agreement.terminated_on = None
    agreement.full_clean()
    agreement.save(update_fields=["terminated_on"])
    note("agreement.kept", agreement, by)
    return agreement
