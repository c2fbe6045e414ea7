"""What allauth, axes and Django tell, and what follows from it here."""

import time
from collections.abc import Collection

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from axes import signals as axes_signals
from axes.utils import reset
from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from toile.portal.accounts.middleware import SEEN_KEY
from toile.portal.accounts.models import User
from toile.portal.accounts.signals import note, note_own


@receiver(post_save, sender=User)
def on_saved(
    instance: User,
    created: bool,
    update_fields: Collection[str] | None = None,
    **_: object,
) -> None:
    """Keep allauth's list of addresses to the one of the account."""
    if update_fields is not None and "email" not in update_fields:
        return
    addresses = EmailAddress.objects.filter(user=instance)
    if not created and addresses.filter(email=instance.email).exists():
        return
    if not created:
        addresses.delete()
    EmailAddress.objects.create(
        user=instance, email=instance.email, primary=True, verified=True
    )


@receiver(account.user_logged_in)
def on_signed_in(request: HttpRequest, user: User, **_: object) -> None:
    """Note by which means somebody came in, and begin to watch the session's age."""
    request.session[SEEN_KEY] = int(time.time())
    means = [
        record.get("type") or record["method"]
        for record in get_authentication_records(request, user)
    ]
    note_own("account.signed_in", user, means=means)


@receiver(account.password_changed)
def on_password_changed(user: User, **_: object) -> None:
    """Note it."""
    note_own("account.password_changed", user)


@receiver(account.password_set)
def on_password_set(user: User, **_: object) -> None:
    """Note it as any other change."""
    note_own("account.password_changed", user)


@receiver(account.password_reset)
def on_password_reset(user: User, **_: object) -> None:
    """Note it, and open the door that wrong passwords had closed."""
    note_own("account.password_reset", user)
    reset(username=user.email)


@receiver(mfa.authenticator_added)
def on_factor_added(user: User, authenticator: Authenticator, **_: object) -> None:
    """Note it; recovery codes come along with the first factor by themselves."""
    if authenticator.type == Authenticator.Type.TOTP:
        note_own("account.app_added", user)
    elif authenticator.type == Authenticator.Type.WEBAUTHN:
        note_own("account.passkey_added", user)


@receiver(mfa.authenticator_removed)
def on_factor_removed(user: User, authenticator: Authenticator, **_: object) -> None:
    """Note it; recovery codes go with the last factor by themselves."""
    if authenticator.type == Authenticator.Type.TOTP:
        note_own("account.app_removed", user)
    elif authenticator.type == Authenticator.Type.WEBAUTHN:
        note_own("account.passkey_removed", user)


@receiver(mfa.authenticator_reset)
def on_codes_renewed(user: User, **_: object) -> None:
    """Note it."""
    note_own("account.codes_renewed", user)


@receiver(axes_signals.user_locked_out)
def on_locked_out(username: str | None, ip_address: str | None, **_: object) -> None:
    """Note the first refusal of a lock-out; axes tells each of them."""
    rest_s = settings.AXES_COOLOFF_TIME.total_seconds()
    user = User.objects.filter(email=username or "").first()
    # An address that has no account is nobody's business for ever.
    if user and cache.add(f"locked-out:{user.id}:{ip_address}", 1, rest_s):
        note("account.locked_out", "user", user.id)
