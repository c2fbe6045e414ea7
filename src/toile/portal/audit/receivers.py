"""What the trail notes of deeds on the floors below it, which cannot call it."""

from django.dispatch import receiver

from toile.portal.accounts.models import User
from toile.portal.audit.services import record
from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.signals import token_made, token_revoked


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
