"""Asking the union, and its answer."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.approvals.models import LONGEST_COMMENT, Approval, Comment
from toile.portal.approvals.rules import may_decide
from toile.portal.approvals.signals import asked, commented, decided
from toile.portal.audit.services import record


@transaction.atomic
def request(
    kind: str,
    subject_id: str,
    subject_name: str,
    organisation: Organisation,
    by: User | None = None,
    facts: Sequence[tuple[str, str]] = (),
) -> Approval:
    """Ask the union; a request that is already pending is given back as it is."""
    pending = _pending(kind, subject_id).first()
    if pending:
        return pending
    return _ask(kind, subject_id, subject_name, organisation, by, facts)


@transaction.atomic
def ask_again(
    kind: str,
    subject_id: str,
    subject_name: str,
    organisation: Organisation,
    by: User | None = None,
    facts: Sequence[tuple[str, str]] = (),
) -> Approval:
    """Ask the union about a subject that changed: earlier requests no longer count."""
    for outdated in _pending(kind, subject_id).select_for_update():
        outdated.status = Approval.Status.LAPSED
        outdated.save(update_fields=["status"])
        _note("approval.lapsed", outdated, by)
    return _ask(kind, subject_id, subject_name, organisation, by, facts)


def _pending(kind: str, subject_id: str) -> QuerySet[Approval]:
    return Approval.objects.filter(
        kind=kind, subject_id=subject_id, status=Approval.Status.PENDING
    )


def _ask(
    kind: str,
    subject_id: str,
    subject_name: str,
    organisation: Organisation,
    by: User | None,
    facts: Sequence[tuple[str, str]],
) -> Approval:
    approval = Approval.objects.create(
        kind=kind,
        subject_id=subject_id,
        subject_name=subject_name,
        facts=[list(fact) for fact in facts],
        organisation=organisation,
        requested_by=by,
        requested_at=timezone.now(),
    )
    _note("approval.requested", approval, by)
    asked.send(Approval, approval=approval)
    return approval


def approve(approval_id: str, by: User, comment: str = "") -> Approval:
    """Say yes for the union."""
    return _decide(approval_id, Approval.Status.APPROVED, by, comment)


def refuse(approval_id: str, by: User, comment: str) -> Approval:
    """Say no for the union; the asker must learn why."""
    if not comment.strip():
        raise ValidationError(
            {"comment": _("Un refus se motive : écrivez ce qui est à corriger.")}
        )
    return _decide(approval_id, Approval.Status.REFUSED, by, comment)


@transaction.atomic
def _decide(approval_id: str, status: str, by: User, comment: str) -> Approval:
    if not may_decide(by):
        raise PermissionDenied(_("Seul le syndicat décide des accords préalables."))
    approval = Approval.objects.select_for_update().get(id=approval_id)
    if approval.status == Approval.Status.LAPSED:
        raise ValidationError(
            _("Ce qui était demandé a changé : répondez à la nouvelle demande.")
        )
    if approval.status != Approval.Status.PENDING:
        raise ValidationError(_("Cette demande a déjà reçu une réponse."))
    approval.status = status
    approval.comment = comment.strip()
    approval.decided_by = by
    approval.decided_at = timezone.now()
    approval.save()
    _note(f"approval.{status}", approval, by)
    decided.send(Approval, approval=approval, by=by)
    return approval


def _note(action: str, approval: Approval, by: User | None) -> None:
    record(
        action,
        approval.kind,
        approval.subject_id,
        actor=by,
        organisation=approval.organisation,
        details={"name": approval.subject_name, "comment": approval.comment},
    )


@transaction.atomic
def comment(
    approval: Approval,
    organisation: Organisation,
    by: User,
    text: str,
    key: str | None = None,
) -> Comment:
    """Write to the other side about a request: the union, or who asked.

    A form that is sent twice gives the same ``key`` twice: one message is kept.
    """
    union = organisation.kind == Organisation.Kind.UNION
    if not union and organisation.pk != approval.organisation_id:
        raise PermissionDenied(_("Cette demande appartient à une autre organisation."))
    text = text.strip()
    if not text or len(text) > LONGEST_COMMENT:
        raise ValidationError(
            {
                "text": _("Écrivez un message de %(most)d signes au plus.")
                % {"most": LONGEST_COMMENT}
            }
        )
    written = Comment(
        approval=approval,
        organisation=organisation,
        author=by,
        at=timezone.now(),
        text=text,
    )
    if key:
        known = Comment.objects.filter(pk=key).first()
        if known is not None:
            return known
        written.pk = key
    written.save(force_insert=True)
    _note("approval.commented", approval, by)
    commented.send(Comment, comment=written)
    return written
