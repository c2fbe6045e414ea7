"""What allauth does differently here: its words, its letters, what it keeps secret."""

import base64
import datetime
import hashlib
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts import letters
from toile.portal.accounts.models import User
from toile.portal.accounts.rules import has_second_factor, is_bound_to_two_factors
from toile.portal.accounts.visitors import client_ip, device_name
from toile.portal.accounts.words import FAULTS, MESSAGES, NOTICES
from toile.portal.mail.services import absolute


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail address; no sign-up; one letter box."""

    error_messages = DefaultAccountAdapter.error_messages | FAULTS

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody signs up: accounts come by invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Tell from where a request comes, as the lock-out sees it."""
        return client_ip(request)

    def pre_authenticate(self, _request: HttpRequest, **_credentials: object) -> None:
        """Leave wrong passwords to axes, which counts by address and place."""

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing was counted."""

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        """Go back to where the password was changed from."""
        return resolve_url("mfa_index")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Ask for what this session began with: it is at hand."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        records = get_authentication_records(self.request, user)
        by_passkey = any(one.get("type") == "webauthn" for one in records)
        return sorted(
            methods, key=lambda one: by_passkey and not one["id"].endswith("webauthn")
        )

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words; what has none here is not worth saying."""
        said = message or MESSAGES.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Send one of our letters in the place of allauth's."""
        if template_prefix == "account/email/password_reset_key":
            good_for = datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
            given = {
                "url": context["password_reset_url"],
                "expires_at": timezone.now() + good_for,
            }
            letters.send("password_reset", email, given)
            return
        told = {
            "notice": NOTICES[template_prefix],
            "device": device_name(context.get("user_agent", "")),
            "ip": context.get("ip", ""),
            "at": context.get("timestamp"),
            "url": absolute(reverse("account_reset_password")),
        }
        letters.send("notice", email, told)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: their seeds are sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Votre organisation exige deux facteurs, et c’est le seul qui reste : "
            "ajoutez une clé d’accès d’abord."
        ),
        "cannot_generate_recovery_codes": _(
            "Les codes de secours accompagnent une clé d’accès ou une application : "
            "ajoutez-en une d’abord."
        ),
        "incorrect_code": _(
            "Ce n’est pas le bon. Un code ne vaut que trente secondes, et une fois : "
            "attendez le suivant, puis recopiez-le."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal a seed with the portal's secret key."""
        return _sealer().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a seed; one that another key sealed is replaced by one nobody knows."""
        try:
            return _sealer().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor of those who must hold two."""
        user = authenticator.user
        others = Authenticator.objects.filter(
            user=user, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        ).exclude(pk=authenticator.pk)
        return others.exists() or not is_bound_to_two_factors(user)

    def generate_authenticator_name(
        self,
        user: User,
        type: Authenticator.Type,  # noqa: A002 - allauth's name
    ) -> str:
        """Suggest a name for a passkey."""
        if not has_second_factor(user):
            return gettext("Ma clé d’accès")
        kept = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Clé d’accès nº %(number)d") % {"number": kept + 1}


def _sealer() -> Fernet:
    key = hashlib.sha256(b"toile second factor " + settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key.digest()))
