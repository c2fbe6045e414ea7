"""The mails about requests: when asked, when answered, when somebody writes.

All are about what the readers asked for or must do, so none can be refused.
"""

from django.db.models import QuerySet
from django.dispatch import receiver
from django.urls import reverse

from toile.portal.accounts.models import Membership, Organisation
from toile.portal.approvals.models import Approval, Comment
from toile.portal.approvals.signals import asked, commented, decided
from toile.portal.mail.services import absolute, send

_ACTING = [Membership.Role.OWNER, Membership.Role.EDITOR]


@receiver(asked)
def tell_the_union(approval: Approval, **_: object) -> None:
    """Write to those who decide."""
    union = Membership.objects.filter(organisation__kind=Organisation.Kind.UNION)
    for one in _readers(union):
        send(
            "approvals/asked",
            one.user.email,
            {
                "name": one.user.name,
                "organisation": approval.organisation.name,
                "kind": Approval.Kind(approval.kind).label,
                "subject_name": approval.subject_name,
                "facts": approval.facts,
                "url": absolute(reverse("decisions:request", args=[approval.pk])),
            },
        )


@receiver(decided)
def tell_who_asked(approval: Approval, **_: object) -> None:
    """Write to the people of the organisation that asked."""
    members = Membership.objects.filter(organisation=approval.organisation)
    for one in _readers(members):
        send(
            "approvals/decided",
            one.user.email,
            {
                "name": one.user.name,
                "kind": Approval.Kind(approval.kind).label,
                "subject_name": approval.subject_name,
                "approved": approval.status == Approval.Status.APPROVED,
                "comment": approval.comment,
                "url": absolute(_page_of(approval)),
            },
        )


@receiver(commented)
def tell_the_other_side(comment: Comment, **_: object) -> None:
    """Write to who asked when the union writes, to the union when they answer."""
    approval = comment.approval
    from_union = comment.organisation.kind == Organisation.Kind.UNION
    if from_union:
        readers = Membership.objects.filter(organisation=approval.organisation)
        page = _page_of(approval)
    else:
        readers = Membership.objects.filter(organisation__kind=Organisation.Kind.UNION)
        page = reverse("decisions:request", args=[approval.pk])
    for one in _readers(readers):
        send(
            "approvals/commented",
            one.user.email,
            {
                "name": one.user.name,
                "organisation": comment.organisation.name,
                "kind": Approval.Kind(approval.kind).label,
                "subject_name": approval.subject_name,
                "text": comment.text,
                "url": absolute(page),
            },
        )


def _readers(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    acting = memberships.filter(role__in=_ACTING, user__is_active=True)
    return acting.select_related("user").order_by("user__email")


def _page_of(approval: Approval) -> str:
    if approval.kind == Approval.Kind.CAMPAIGN:
        return reverse("campaigns:detail", args=[approval.subject_id])
    if approval.kind == Approval.Kind.CINEMA:
        return reverse("payouts:cinema", args=[approval.subject_id])
    return reverse("films:detail", args=[approval.subject_id])
