"""What the trail does when something happened to an account."""

from typing import Any

from django.dispatch import receiver

from toile.portal.accounts.models import Organisation, User
from toile.portal.accounts.signals import deed
from toile.portal.audit.services import record


@receiver(deed)
def on_deed(
    action: str,
    subject_kind: str,
    subject_id: str,
    actor: User | None,
    organisation: Organisation | None,
    details: dict[str, Any],
    **_: object,
) -> None:
    """Write it down."""
    record(
        action,
        subject_kind,
        subject_id,
        actor=actor,
        organisation=organisation,
        details=details,
    )
