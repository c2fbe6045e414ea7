"""What agreements hear from below: the union's yes to a cinema signs what it signed.

The union decides about a cinema with its agreement before its eyes: its yes is the
second signature, so that nobody has to say it twice.
"""

import logging
from importlib import import_module

from django.core.exceptions import ValidationError
from django.dispatch import receiver

from toile.portal.accounts.models import User
from toile.portal.agreements.models import Agreement
from toile.portal.approvals.models import Approval
from toile.portal.approvals.signals import decided
from toile.wire.clock import now_ms, paris_date

_log = logging.getLogger(__name__)


@receiver(decided)
def sign_for_the_union(approval: Approval, by: User, **_: object) -> None:
    """Countersign the agreement of a cinema that the union lets in.

    A scan waits: somebody must have read it. Without a seal it waits as well.
    """
    approved = approval.status == Approval.Status.APPROVED
    if not approved or approval.kind != Approval.Kind.CINEMA:
        return
    waiting = Agreement.objects.filter(
        cinema_id=approval.subject_id,
        stage=Agreement.Stage.AWAITING,
        signature__isnull=False,
    ).first()
    if waiting is None:
        return
    try:
        # What seals takes half a second to load: a worker or a command never needs it.
        signing = import_module("toile.portal.agreements.signing")
        signing.countersign(waiting, by, paris_date(now_ms()))
    except ValidationError as error:
        _log.error("%s waits for the union: %s", waiting, "; ".join(error.messages))
