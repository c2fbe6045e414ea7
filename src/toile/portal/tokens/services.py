"""Making and revoking tokens, and noting that one was used."""

import datetime
import hashlib
import secrets
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.seats import Seat
from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.scopes import OFFERED
from toile.portal.tokens.signals import token_made, token_revoked

_SHOWN = 12
_USED_EVERY = datetime.timedelta(minutes=1)


def digest_of(text: str) -> str:
    """Hash a token's text: 240 random bits need no slow hash (RFC 6750 §5.2)."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def make_token(
    seat: Seat, name: str, scopes: Iterable[str], days: int
) -> tuple[ApiToken, str]:
    """Make a token; gives its text too, which nobody can read again afterwards."""
    _must_change(seat)
    wanted = sorted(set(scopes))
    offered = {scope.value for scope in OFFERED.get(seat.kind, ())}
    if not wanted or not offered.issuperset(wanted):
        raise ValidationError(
            {"scopes": _("Choisissez au moins un droit parmi ceux proposés.")}
        )
    text = f"toile_{secrets.token_urlsafe(30)}"
    token = ApiToken(
        user=seat.user,
        organisation=seat.organisation,
        name=name.strip(),
        prefix=text[:_SHOWN],
        digest=digest_of(text),
        scopes=wanted,
        expires_at=timezone.now() + datetime.timedelta(days=days),
    )
    token.full_clean()
    token.save(force_insert=True)
    token_made.send(ApiToken, token=token, by=seat.user)
    return token, text


@transaction.atomic
def revoke_token(token: ApiToken, seat: Seat) -> ApiToken:
    """End a token at once; a second time changes nothing."""
    _must_change(seat)
    present = ApiToken.objects.select_for_update().get(pk=token.pk)
    if present.revoked_at is None:
        present.revoked_at = timezone.now()
        present.save(update_fields=["revoked_at"])
        token_revoked.send(ApiToken, token=present, by=seat.user)
    return present


def note_use(token: ApiToken) -> None:
    """Remember that a token was used, at most once a minute."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= _USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _must_change(seat: Seat) -> None:
    if not seat.may_change:
        raise PermissionDenied(_("Votre rôle permet de consulter, pas de modifier."))
