"""What holds on every page for whoever is signed in: language, factors, session."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation

from toile.portal.accounts.models import User
from toile.portal.accounts.rules import needs_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_KEY = "seen_at"
SEEN_EVERY_S = 300

# What somebody reaches who must still set up a second factor. The pages of spectators
# (``spectators:``) are everybody's right.
SET_UP = frozenset(
    {
        "account_change_password",
        "account_login",
        "account_reauthenticate",
        "account_set_password",
        "accounts:accept",
        "accounts:sign_in",
        "accounts:sign_out",
        "healthz",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_download_recovery_codes",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
    }
)


class PreferredLanguage:
    """Speaks the language that somebody chose for their account."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the account's language above the browser's own.

        A choice that was made in this very browser stands above both.
        """
        user = request.user
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if isinstance(user, User) and user.language and not chosen:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self._get_response(request)


class SecondFactor:
    """Leads those who must hold two factors to the page that sets the second one up."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; ``process_view`` decides."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """Turn round whoever lacks the factor, but on the way to it."""
        user, match = request.user, request.resolver_match
        if not isinstance(user, User) or match is None:
            return None
        name = match.view_name
        if name in SET_UP or name.startswith("spectators:"):
            return None
        return redirect("mfa_index") if needs_second_factor(user) else None


class LastSeen:
    """Notes every few minutes that a session is in use, for the list of sessions."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note it when the last note is old; a page costs no more than that."""
        now = int(time.time())
        # Only sessions that began at our door carry the mark.
        seen = request.session.get(SEEN_KEY)
        if seen is not None and now - seen >= SEEN_EVERY_S:
            request.session[SEEN_KEY] = now
            UserSession.objects.filter(session_key=request.session.session_key).update(
                last_seen_at=timezone.now()
            )
        return self._get_response(request)
