"""Taking doubtful clicks out, or keeping them; and what the machine is sure of."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.ledger.invalid import InvalidReason
from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.campaigns.models import ClickTrail
from toile.portal.payouts.models import Doubt
from toile.portal.payouts.services.holding import take_out
from toile.wire.calendar import midnight
from toile.wire.clock import PARIS, paris_date


@transaction.atomic
def decide(doubt_id: str, by: User, reason: str, *, out: bool) -> Doubt:
    """Take the clicks of a doubt out, or keep them; decided once, with a reason."""
    found = Doubt.objects.select_for_update().filter(pk=doubt_id).first()
    if found is None or found.state != Doubt.State.OPEN:
        raise ValidationError(_("Ce constat a déjà été jugé."))
    if not reason.strip():
        raise ValidationError(_("Écrivez pourquoi : la décision doit se relire."))
    now = timezone.now()
    found.taken = take_out(_clicks_of(found), found.kind, now) if out else 0
    found.state = Doubt.State.TAKEN_OUT if out else Doubt.State.KEPT
    found.reason, found.decided_by, found.decided_at = reason.strip(), by, now
    found.full_clean(exclude=["found_at"])
    found.save()
    if out:
        _note("doubt.taken_out", found, by)
    else:
        _note("doubt.kept", found, by)
    return found


@transaction.atomic
def take_out_of_one_id(clicks: Sequence[str], now: datetime.datetime) -> int:
    """Take out, without asking, what one id clicked far too often; tell how many.

    Told again it takes nothing out twice. The finding is a count: who it was is not
    handed in.
    """
    taken = take_out(clicks, InvalidReason.ONE_ID, now) if clicks else 0
    if taken:
        doubt = Doubt.objects.create(
            kind=Doubt.Kind.ONE_ID,
            day=paris_date(int(now.timestamp() * 1000)),
            clicks=len(clicks),
            found_at=now,
            state=Doubt.State.TAKEN_OUT,
            taken=taken,
            decided_at=now,
        )
        _note("doubt.taken_out", doubt, None)
    return taken


def _clicks_of(doubt: Doubt) -> list[str]:
    first = midnight(doubt.day)
    after = midnight(doubt.day + datetime.timedelta(days=1))
    rows = ClickTrail.objects.filter(
        line=doubt.line_id, reason="", at__gte=first, at__lt=after
    )
    if doubt.placement_id:
        rows = rows.filter(placement=doubt.placement_id)
    if doubt.hour is None:
        return list(rows.values_list("id", flat=True))
    # By the clock of Paris: on the day it is set back an hour is there twice.
    return [
        key
        for key, at in rows.values_list("id", "at")
        if at.astimezone(PARIS).hour == doubt.hour
    ]


def _note(action: str, doubt: Doubt, by: User | None) -> None:
    record(
        action,
        "doubt",
        doubt.pk,
        actor=by,
        details={
            "kind": doubt.kind,
            "day": doubt.day.isoformat(),
            "line": doubt.line_id,
            "clicks": doubt.clicks,
            "taken": doubt.taken,
            "reason": doubt.reason,
        },
    )
