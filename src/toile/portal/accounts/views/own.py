"""One's own account: name, language, address, sessions."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts import selectors, services
from toile.portal.accounts.forms.account import AddressForm, ProfileForm
from toile.portal.accounts.rules import has_second_factor
from toile.portal.accounts.services.address import read_address
from toile.portal.accounts.views.answers import posted, signed_in
from toile.portal.accounts.visitors import device_name


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account, and change name and language."""
    user = signed_in(request)
    form = ProfileForm(
        posted(request), initial={"name": user.name, "language": user.language}
    )
    if request.method == "POST" and form.is_valid():
        services.change_profile(user, **form.cleaned_data)
        messages.success(request, _("Votre compte est à jour."))
        done = redirect("accounts:account")
        # What this browser was told before no longer counts.
        done.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return done
    given = {
        "form": form,
        "memberships": selectors.memberships_of(user),
        "has_second_factor": has_second_factor(user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "accounts/own/account.html", given, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def address(request: HttpRequest) -> HttpResponse:
    """Ask for another address."""
    user = signed_in(request)
    form = AddressForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="manage_email", user=user):
            refused: HttpResponse = ratelimit.respond_429(request)
            return refused
        try:
            services.ask_address(user, form.cleaned_data["email"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("Une lettre attend à %(email)s : suivez son lien sous un jour.")
            messages.success(request, said % form.cleaned_data)
            return redirect("accounts:account")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/own/address.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Make the new address the account's, at a click of its own.

    A mail program that follows links by itself changes nothing.
    """
    user = signed_in(request)
    try:
        if request.method == "POST":
            services.confirm_address(user, token)
            messages.success(request, _("Votre adresse est changée."))
            return redirect("accounts:account")
        given = {"after": read_address(user, token)}
    except ValidationError as error:
        given = {"fault": error.messages[0]}
    status = 410 if "fault" in given else 200
    return render(request, "accounts/own/confirm_address.html", given, status=status)


@require_safe
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where one is signed in."""
    found = [
        {"session": one, "device": device_name(one.user_agent)}
        for one in selectors.sessions_of(signed_in(request))
    ]
    current = request.session.session_key
    found.sort(key=lambda one: one["session"].session_key != current)
    given = {"sessions": found, "current": current}
    return render(request, "accounts/own/sessions.html", given)


@require_POST
@login_required
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of one's sessions; the one in use is ended by signing out."""
    user = signed_in(request)
    session = selectors.session_of(user, session_id)
    if session is None:
        raise Http404
    if session.session_key == request.session.session_key:
        messages.error(request, _("C’est la session en cours : déconnectez-vous."))
    else:
        services.end_session(user, session)
        messages.success(request, _("La session est fermée."))
    return redirect("accounts:sessions")


@require_POST
@login_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions but this one."""
    count = services.end_other_sessions(signed_in(request), request.session.session_key)
    said = ngettext(
        "%(count)d autre session est fermée.",
        "%(count)d autres sessions sont fermées.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("accounts:sessions")
