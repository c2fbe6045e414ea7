"""Second factors: passkeys, the app of codes, the codes to fall back on."""

from typing import Any

from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from toile.portal.accounts.adapters import SecondFactorAdapter
from toile.portal.accounts.rules import is_bound_to_two_factors, needs_second_factor
from toile.portal.accounts.views.answers import Unprocessable, signed_in

_FORM = ["get", "head", "post", "options"]
_PAGE = ["get", "head", "options"]
_SECURITY = reverse_lazy("mfa_index")


class Security(factors.IndexView):
    """How an account is kept: password, passkeys, app, codes."""

    http_method_names = _PAGE
    template_name = "accounts/security/overview.html"

    def get_context_data(self, **given: object) -> dict[str, Any]:
        """Add whether two factors must be, and whether one of them still lacks."""
        user = signed_in(self.request)
        held: dict[str, Any] = super().get_context_data(**given)["authenticators"]
        return {
            "passkeys": held.get("webauthn", []),
            "app": held.get("totp"),
            "codes": held.get("recovery_codes"),
            "bound": is_bound_to_two_factors(user),
            "needs_factor": needs_second_factor(user),
        }


class AddPasskey(Unprocessable, passkeys.AddWebAuthnView):
    """Make a passkey."""

    http_method_names = _FORM
    template_name = "accounts/security/add_passkey.html"

    def get_context_data(self, **given: object) -> dict[str, Any]:
        """Ask for one that verifies its person and is found without an address."""
        context: dict[str, Any] = super().get_context_data(**given)
        # allauth's own page drops the form that was refused.
        context["form"] = given.get("form", context["form"])
        options = auth.begin_registration(signed_in(self.request), passwordless=True)
        return context | {"js_data": {"creation_options": options}}


class RemovePasskey(passkeys.RemoveWebAuthnView):
    """Take a passkey from an account."""

    http_method_names = _FORM
    template_name = "accounts/security/remove_passkey.html"
    success_url = _SECURITY

    def form_valid(self, form: Form) -> HttpResponse:
        """Keep the last factor of those who must hold two."""
        adapter = SecondFactorAdapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            said = adapter.error_messages["cannot_delete_authenticator"]
            messages.error(self.request, said)
            return redirect("mfa_index")
        answer: HttpResponse = super().form_valid(form)
        return answer


class RenamePasskey(Unprocessable, passkeys.EditWebAuthnView):
    """Give a passkey another name."""

    http_method_names = _FORM
    template_name = "accounts/security/rename_passkey.html"
    success_url = _SECURITY


# allauth asks who it is before it knows that somebody is there.
@method_decorator(login_required, name="dispatch")
class LinkApp(Unprocessable, totp.ActivateTOTPView):
    """Link an app of codes."""

    http_method_names = _FORM
    template_name = "accounts/security/link_app.html"


class UnlinkApp(Unprocessable, totp.DeactivateTOTPView):
    """Unlink the app."""

    http_method_names = _FORM
    template_name = "accounts/security/unlink_app.html"


class Codes(codes.ViewRecoveryCodesView):
    """The codes to fall back on."""

    http_method_names = _PAGE
    template_name = "accounts/security/codes.html"


class NewCodes(Unprocessable, LoginRequiredMixin, codes.GenerateRecoveryCodesView):
    """Replace the codes."""

    http_method_names = _FORM
    template_name = "accounts/security/new_codes.html"


@method_decorator(require_safe, name="dispatch")
class DownloadCodes(codes.DownloadRecoveryCodesView):
    """The codes as a file."""

    http_method_names = _PAGE
    template_name = "accounts/security/codes.txt"

    def render_to_response(
        self, context: dict[str, object], **given: object
    ) -> HttpResponse:
        """Name the file in French."""
        answer: HttpResponse = super().render_to_response(context, **given)
        answer["Content-Disposition"] = 'attachment; filename="codes-de-secours.txt"'
        return answer


class ConfirmByCode(Unprocessable, factors.ReauthenticateView):
    """Type a code again, before something that matters."""

    http_method_names = _FORM
    template_name = "accounts/confirm/code.html"


class ConfirmByPasskey(passkeys.ReauthenticateWebAuthnView):
    """Show the passkey again, before something that matters."""

    http_method_names = _FORM
    template_name = "accounts/confirm/passkey.html"

    def form_invalid(self, form: Form) -> HttpResponse:
        """Say what is wrong on the same page."""
        context = self.get_context_data(form=form)
        answer: HttpResponse = self.render_to_response(context)
        answer.status_code = 422
        return answer

    def get_context_data(self, **given: object) -> dict[str, Any]:
        """Keep the form that was refused, which allauth drops."""
        context: dict[str, Any] = super().get_context_data(**given)
        return context | given
