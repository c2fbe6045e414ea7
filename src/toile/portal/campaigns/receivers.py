"""What campaigns do when the union has decided."""

from django.dispatch import receiver

from toile.portal.accounts.models import User
from toile.portal.approvals.models import Approval
from toile.portal.approvals.signals import decided
from toile.portal.campaigns.services import note_decision


@receiver(decided)
def on_decided(approval: Approval, by: User, **_: object) -> None:
    """Move the campaign that was decided upon."""
    if approval.kind == Approval.Kind.CAMPAIGN:
        note_decision(approval, by)
