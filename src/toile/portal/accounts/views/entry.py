"""The door: signing in, going home, choosing for which organisation to act."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.menu import MENU
from toile.portal.accounts.rules import has_passkey
from toile.portal.accounts.seats import SESSION_KEY, find_seat
from toile.portal.accounts.views.answers import Unprocessable, signed_in

SIGN_IN_METHODS = ["get", "head", "post", "options"]


class SignIn(Unprocessable, account.LoginView):
    """The sign-in page; whoever is signed in already goes home."""

    http_method_names = SIGN_IN_METHODS
    template_name = "accounts/sign_in.html"


class SecondStep(factors.AuthenticateView):
    """The second step: a code, or a passkey."""

    http_method_names = SIGN_IN_METHODS
    template_name = "accounts/second_step.html"

    def get_context_data(self, **given: object) -> dict[str, Any]:
        """Offer a passkey only to whoever has one."""
        context: dict[str, Any] = super().get_context_data(**given)
        held = has_passkey(self.stage.login.user)
        return context | {"has_passkey": held}

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the form again."""
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer


class SignInByPasskey(passkeys.LoginWebAuthnView):
    """A passkey alone: it has verified its person, and is two factors in one."""

    http_method_names = SIGN_IN_METHODS


class Closed(account.AccountInactiveView):
    """The account is closed."""

    http_method_names = ["get", "head", "options"]
    template_name = "accounts/closed.html"


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead each role to its first page."""
    seat = find_seat(request)
    if seat is None:
        return render(request, "accounts/no_seat.html")
    return redirect(MENU[seat.kind][0].url_name)


@require_POST
@login_required
def switch(request: HttpRequest) -> HttpResponseRedirect:
    """Act for another of one's organisations from now on."""
    wanted = request.POST.get("organisation", "")
    if not signed_in(request).memberships.filter(organisation_id=wanted).exists():
        raise Http404
    request.session[SESSION_KEY] = wanted
    return redirect("accounts:home")
