"""The union's switch for "À voir près de chez vous", and the count of changes."""

from django.db import transaction
from django.db.models import F

from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.showtimes.models import NearYouRule


@transaction.atomic
def switch(on: bool, by: User) -> bool:
    """Turn it on or off for all campaigns; tell whether that changed anything."""
    rule = _held()
    if rule.enabled == on:
        return False
    rule.enabled = on
    rule.revision += 1
    rule.save()
    if on:
        record("near_you.on", "near_you", "rule", actor=by)
    else:
        record("near_you.off", "near_you", "rule", actor=by)
    return True


@transaction.atomic
def note_change() -> None:
    """Let the worker know that what ads may tell has changed."""
    _held()
    NearYouRule.objects.filter(pk=1).update(revision=F("revision") + 1)


def _held() -> NearYouRule:
    rule, _made = NearYouRule.objects.select_for_update().get_or_create(pk=1)
    return rule
