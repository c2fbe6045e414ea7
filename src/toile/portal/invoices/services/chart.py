"""Changing the numbers under which accounts stand in the accountant's file."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from toile.ledger.fec import Number
from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.invoices.models import AccountNumber
from toile.portal.invoices.numbers import numbers


@transaction.atomic
def set_numbers(given: Mapping[str, Number], by: User) -> list[str]:
    """Keep the numbers that differ from those that stand; tell their kinds.

    They count for files made from now on; the books hold none of them.
    """
    before, changed = numbers(), []
    for kind, number in given.items():
        if before[kind] == number:
            continue
        AccountNumber.objects.update_or_create(
            kind=kind,
            defaults={
                "number": number.number,
                "label": number.label,
                "changed_by": by,
                "changed_at": timezone.now(),
            },
        )
        changed.append(kind)
    if changed:
        told = {kind: given[kind].number for kind in changed}
        record("accounting.numbers_set", "ledger", "chart", actor=by, details=told)
    return changed
