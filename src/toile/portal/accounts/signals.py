"""How apps above hear of what happens to accounts, for accounts know none of them.

``deed`` carries ``action``, ``subject_kind``, ``subject_id``, ``actor``,
``organisation`` and ``details``, and is sent inside the deed's transaction.
"""

from typing import Any

from django.dispatch import Signal

from toile.portal.accounts.models import Organisation, User

deed = Signal()


def note(
    action: str,
    subject_kind: str,
    subject_id: str,
    *,
    actor: User | None = None,
    organisation: Organisation | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Say what was done. Details last for ever: no name of a person, no address."""
    deed.send(
        note,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        actor=actor,
        organisation=organisation,
        details=details or {},
    )


def note_own(action: str, user: User, **details: object) -> None:
    """Say what somebody did to their own account."""
    note(action, "user", user.id, actor=user, details=details)
