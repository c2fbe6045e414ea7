"""The union's answer to an agreement that the other side has signed."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import User
from toile.portal.agreements import letters
from toile.portal.agreements.locking import lock
from toile.portal.agreements.models import Agreement, Paper, UnionAnswer
from toile.portal.agreements.signing.deeds import (
    keep_certificate,
    keep_paper,
    seal_as,
)
from toile.portal.agreements.texts import Party
from toile.portal.agreements.trail import note
from toile.portal.approvals.rules import may_decide

ONE_DAY = datetime.timedelta(days=1)


def countersign(agreement: Agreement, by: User, today: datetime.date) -> Agreement:
    """Sign for the union: from now on the agreement counts.

    It takes effect today; where another is in force, tomorrow, so that no day has two.
    The paper that the other side signed is sealed once more; a scan is kept as it is.
    """
    _must_decide(by)
    paper = agreement.papers.filter(kind=Paper.Kind.SIGNED).first()
    sealed: tuple[bytes, bytes] | None = None
    if paper is not None:
        sealed = seal_as(
            bytes(paper.content),
            field="Syndicat",
            name=str(by),
            reason=f"Signé par le syndicat, convention {agreement.reference}",
        )
    return _accept(agreement, by, today, sealed)


@transaction.atomic
def _accept(
    agreement: Agreement,
    by: User,
    today: datetime.date,
    sealed: tuple[bytes, bytes] | None,
) -> Agreement:
    now = timezone.now()
    waiting = _take(agreement)
    waiting.starts_on = _make_room(waiting, today, by)
    waiting.stage = Agreement.Stage.SIGNED
    waiting.full_clean()
    waiting.save(update_fields=["stage", "starts_on"])
    UnionAnswer.objects.create(agreement=waiting, accepted=True, by=by, at=now)
    copy = b""
    if sealed is not None:
        copy, certificate = sealed
        keep_paper(waiting, Paper.Kind.COUNTERSIGNED, copy, by, now)
        keep_certificate(certificate, now)
    note("agreement.countersigned", waiting, by, sealed=sealed is not None)
    letters.answered(waiting, copy)
    return waiting


@transaction.atomic
def refuse(agreement: Agreement, by: User, reason: str) -> Agreement:
    """Say no for the union; the other side learns why, and may sign anew."""
    _must_decide(by)
    if not reason.strip():
        raise ValidationError(
            {"reason": _("Un refus se motive : écrivez ce qui est à corriger.")}
        )
    waiting = _take(agreement)
    waiting.stage = Agreement.Stage.REFUSED
    waiting.save(update_fields=["stage"])
    UnionAnswer.objects.create(
        agreement=waiting,
        accepted=False,
        by=by,
        at=timezone.now(),
        reason=reason.strip(),
    )
    note("agreement.refused", waiting, by, reason=reason.strip())
    letters.answered(waiting, b"")
    return waiting


def _must_decide(by: User) -> None:
    if not may_decide(by):
        raise PermissionDenied(_("Seul le syndicat signe pour le syndicat."))


def _take(agreement: Agreement) -> Agreement:
    lock(Party(agreement.organisation, agreement.cinema))
    waiting = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if waiting.stage != Agreement.Stage.AWAITING:
        raise ValidationError(_("Cette convention a déjà reçu une réponse."))
    return waiting


def _make_room(waiting: Agreement, today: datetime.date, by: User) -> datetime.date:
    """End what the new agreement replaces; tell the day from which it counts."""
    others = Agreement.objects.select_for_update().filter(
        kind=waiting.kind,
        organisation=waiting.organisation,
        cinema=waiting.cinema,
        stage=Agreement.Stage.SIGNED,
    )
    first = today
    for other in others:
        if other.last_day < today:
            continue
        if other.starts_on > today:
            # An amendment that had not begun: it never will.
            other.terminated_on = other.starts_on
        else:
            other.ends_on = today
            other.terminated_on = None
            first = today + ONE_DAY
        other.full_clean()
        other.save(update_fields=["ends_on", "terminated_on"])
        note("agreement.replaced", other, by, replaced_by=waiting.reference)
    return first
