"""Changing signed terms: a new version of an agreement, from a day to come."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.agreements.models import Agreement
from toile.portal.audit.services import record
from toile.portal.charter.selectors import TIME, rules_in_force
from toile.portal.charter.terms import MONEY
from toile.portal.cinemas.models import Cinema

TERMS = (*MONEY, *TIME)
AMENDED = re.compile(r" A(\d+)$")
_LONGEST_REFERENCE = 40


def terms_of(agreement: Agreement) -> dict[str, object]:
    """What an agreement says of money and time."""
    return {name: getattr(agreement, name) for name in TERMS}


@transaction.atomic
def amend(
    agreement: Agreement,
    from_day: datetime.date,
    today: datetime.date,
    by: User | None = None,
    **terms: object,
) -> Agreement:
    """Let other terms count from a day on; the old ones count until the day before.

    What counted stays as it was signed: clicks of earlier days are judged by it.
    """
    if agreement.cinema_id:
        # A signature and an amendment at once wait for each other here.
        Cinema.objects.select_for_update().get(pk=agreement.cinema_id)
    before = Agreement.objects.select_for_update().get(pk=agreement.pk)
    _must_be_amendable(before, from_day, today)
    rules = rules_in_force(from_day)
    after = Agreement(
        kind=before.kind,
        organisation=before.organisation,
        cinema=before.cinema,
        reference=_next_reference(before.reference),
        signed_on=today,
        starts_on=from_day,
        ends_on=before.ends_on,
        terminated_on=before.terminated_on,
        retention_days=before.retention_days,
        smallest_cell=rules.smallest_cell,
        smallest_segment=rules.smallest_segment,
        sites=before.sites,
        **(terms_of(before) | terms),
    )
    before.ends_on = from_day - datetime.timedelta(days=1)
    before.terminated_on = None
    before.full_clean()
    before.save(update_fields=["ends_on", "terminated_on"])
    after.full_clean()
    after.save(force_insert=True)
    _note(before, after, by)
    return after


def _must_be_amendable(
    agreement: Agreement, from_day: datetime.date, today: datetime.date
) -> None:
    given = {"reference": agreement.reference}
    if agreement.stage != Agreement.Stage.SIGNED:
        raise ValidationError(
            _("La convention %(reference)s n’est pas signée par les deux parties."),
            params=given,
        )
    if from_day <= today:
        raise ValidationError(
            _("Un avenant compte à partir d’un jour à venir : demain ou après.")
        )
    if from_day <= agreement.starts_on:
        raise ValidationError(
            _("La convention %(reference)s ne commence pas avant ce jour."),
            params=given,
        )
    if from_day > agreement.last_day:
        raise ValidationError(
            _("La convention %(reference)s ne compte plus ce jour-là."), params=given
        )


def _next_reference(reference: str) -> str:
    """Write "C-2026-001 A1", then "C-2026-001 A2"."""
    found = AMENDED.search(reference)
    number = int(found[1]) + 1 if found else 1
    base = reference[: found.start()] if found else reference
    suffix = f" A{number}"
    return base[: _LONGEST_REFERENCE - len(suffix)] + suffix


def _note(before: Agreement, after: Agreement, by: User | None) -> None:
    old, new = terms_of(before), terms_of(after)
    record(
        "agreement.amended",
        "agreement",
        after.pk,
        actor=by,
        organisation=after.organisation,
        details={
            "reference": after.reference,
            "before": before.reference,
            "cinema": after.cinema_id,
            "starts_on": after.starts_on.isoformat(),
            "changed": {
                name: [old[name], new[name]] for name in TERMS if old[name] != new[name]
            },
        },
    )
