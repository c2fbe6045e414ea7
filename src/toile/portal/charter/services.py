"""Writing a version of the rules, and taking back one that does not count yet."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.charter.models import PoolRules
from toile.portal.charter.selectors import rules_of


@transaction.atomic
def write_rules(
    starts_on: datetime.date, today: datetime.date, by: User | None, **rules: object
) -> PoolRules:
    """Add a version that counts from a day to come.

    What counts today or counted before is never rewritten: statements rest on it.
    """
    if starts_on <= today:
        raise ValidationError(
            {
                "starts_on": _(
                    "Choisissez un jour à venir : ce qui compte déjà ne se réécrit pas."
                )
            }
        )
    if PoolRules.objects.filter(starts_on=starts_on).exists():
        raise ValidationError(
            {
                "starts_on": _(
                    "Une version commence déjà ce jour-là : retirez-la d’abord, ou "
                    "choisissez un autre jour."
                )
            }
        )
    made = PoolRules(starts_on=starts_on, made_at=timezone.now(), made_by=by, **rules)
    made.full_clean()
    made.save(force_insert=True)
    _note("rules.written", made, by)
    return made


@transaction.atomic
def withdraw_rules(version_id: str, today: datetime.date, by: User) -> None:
    """Take back a version before its day."""
    found = PoolRules.objects.select_for_update().filter(pk=version_id).first()
    if found is None:
        raise ValidationError(_("Cette version a déjà été retirée."))
    if found.starts_on <= today:
        raise ValidationError(
            _("Cette version compte déjà : écrivez-en une nouvelle pour la suite.")
        )
    _note("rules.withdrawn", found, by)
    found.delete()


def _note(action: str, version: PoolRules, by: User | None) -> None:
    record(
        action,
        "rules",
        version.pk,
        actor=by,
        details={
            "name": version.starts_on.isoformat(),
            **rules_of(version).terms,
            "smallest_cell": version.smallest_cell,
            "smallest_segment": version.smallest_segment,
            "reason": version.reason,
        },
    )
