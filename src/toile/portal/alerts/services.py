"""Looking for what is wrong, and what people do about it."""

import datetime
import logging
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.alerts.checks import CHECKS, Found
from toile.portal.alerts.models import Alert, Note, Thresholds
from toile.portal.alerts.selectors import open_alerts, thresholds
from toile.portal.audit.services import record
from toile.wire.errors import ToileError

_log = logging.getLogger(__name__)

Deed = Note.Deed


def look(now: datetime.datetime | None = None) -> int:
    """Open, keep and end alerts; tell how many are open.

    A check that fails leaves its alerts as they were, and hides no other's.
    """
    now = now or timezone.now()
    limits = thresholds()
    for check, kinds in CHECKS:
        try:
            with translation.override("fr"):
                found = list(check(limits, now))
        except (ToileError, OSError, ValueError, DatabaseError) as error:
            _log.error("alerts: %s: %s", check.__name__, error)
            continue
        _keep(kinds, found, now)
    return open_alerts().count()


@transaction.atomic
def _keep(kinds: Sequence[str], found: Sequence[Found], now: datetime.datetime) -> None:
    present = {
        (one.kind, one.subject_id): one
        for one in open_alerts().select_for_update().filter(kind__in=kinds)
    }
    for one in found:
        alert = present.pop((one.kind, one.subject_id), None)
        if alert is None:
            alert = Alert(kind=one.kind, subject_id=one.subject_id, since=now)
        alert.subject, alert.facts, alert.seen_at = one.subject, one.facts, now
        alert.save()
    for gone in present.values():
        gone.ended_at = now
        gone.save(update_fields=["ended_at"])


@transaction.atomic
def acknowledge(alert: Alert, text: str, organisation: Organisation, by: User) -> None:
    """Take an alert on: it no longer calls."""
    held = _hold(alert)
    held.acknowledged, held.snoozed_until = True, None
    held.save(update_fields=["acknowledged", "snoozed_until"])
    _add_note(held, Deed.ACKNOWLEDGED, text, by)
    _note("alert.acknowledged", held, organisation, by)


@transaction.atomic
def snooze(
    alert: Alert, hours: int, text: str, organisation: Organisation, by: User
) -> None:
    """Put an alert to sleep for some hours: then it calls again if it still is so."""
    held = _hold(alert)
    held.acknowledged = False
    held.snoozed_until = timezone.now() + datetime.timedelta(hours=hours)
    held.save(update_fields=["acknowledged", "snoozed_until"])
    _add_note(held, Deed.SNOOZED, text, by)
    _note("alert.snoozed", held, organisation, by)


@transaction.atomic
def set_thresholds(given: dict[str, int], organisation: Organisation, by: User) -> None:
    """Decide from when on something is wrong."""
    limits = thresholds()
    for name, value in given.items():
        setattr(limits, name, value)
    limits.full_clean(validate_unique=False)
    limits.save()
    record(
        "alert.thresholds_set",
        "thresholds",
        str(Thresholds.ONLY),
        actor=by,
        organisation=organisation,
        details=dict(given),
    )


def _hold(alert: Alert) -> Alert:
    held = Alert.objects.select_for_update().get(pk=alert.pk)
    if held.ended_at is not None:
        raise ValidationError(_("Cette alerte est finie : il n’y a plus rien à faire."))
    return held


def _add_note(alert: Alert, deed: str, text: str, by: User) -> None:
    Note.objects.create(alert=alert, at=timezone.now(), by=by, deed=deed, text=text)


def _note(action: str, alert: Alert, organisation: Organisation, by: User) -> None:
    record(
        action,
        "alert",
        alert.id,
        actor=by,
        organisation=organisation,
        details={"kind": alert.kind, "subject": alert.subject},
    )
