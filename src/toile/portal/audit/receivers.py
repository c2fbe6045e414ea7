"""What the trail notes of deeds on the floors below it, which cannot call it."""

from typing import Any

from django.dispatch import receiver

from toile.portal.accounts.models import Organisation, User
from toile.portal.accounts.signals import deed
from toile.portal.audit.services import record
from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.signals import token_made, token_revoked


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
    """Note what happened to an account."""
    record(
        action,
        subject_kind,
        subject_id,
        actor=actor,
        organisation=organisation,
        details=details,
    )


@receiver(token_made)
def on_token_made(token: ApiToken, by: User, **_: object) -> None:
    """Note who let a program act for the organisation, and for what."""
    _note("token.added", token, by)


@receiver(token_revoked)
def on_token_revoked(token: ApiToken, by: User, **_: object) -> None:
    """Note who ended it."""
    _note("token.revoked", token, by)


def _note(action: str, token: ApiToken, by: User) -> None:
    record(
        action,
        "apitoken",
        token.id,
        actor=by,
        organisation=token.organisation,
        details={
            "name": token.name,
            "prefix": token.prefix,
            "scopes": token.scopes,
            "expires_at": token.expires_at.isoformat(),
        },
    )
