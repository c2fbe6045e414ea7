"""What webhooks tell when the union has decided."""

from django.dispatch import receiver

from toile.portal.accounts.models import Organisation
from toile.portal.approvals.models import Approval
from toile.portal.approvals.signals import decided
from toile.portal.webhooks.models import Event
from toile.portal.webhooks.services import emit


@receiver(decided)
def tell_decision(approval: Approval, **_: object) -> None:
    """Tell who asked, and the union's own programs."""
    data = {
        "id": approval.id,
        "kind": approval.kind,
        "subject_id": approval.subject_id,
        "subject_name": approval.subject_name,
        "status": approval.status,
        "comment": approval.comment,
        "decided_at": approval.decided_at.isoformat() if approval.decided_at else None,
    }
    told = [approval.organisation]
    told += Organisation.objects.filter(kind=Organisation.Kind.UNION)
    for organisation in dict.fromkeys(told):
        key = f"{Event.APPROVAL_DECIDED}:{approval.id}"
        emit(organisation, Event.APPROVAL_DECIDED, key, data)
