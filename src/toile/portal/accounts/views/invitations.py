"""The page behind an invitation's link."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from toile.portal.accounts import selectors, services
from toile.portal.accounts.forms.account import NewAccountForm
from toile.portal.accounts.models import Invitation, Membership, User
from toile.portal.accounts.seats import SESSION_KEY
from toile.portal.accounts.views.answers import posted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Let somebody join: with the account they have, or with a new one."""
    invitation = selectors.find_invitation(token)
    if invitation is None or invitation.state != Invitation.State.OPEN:
        # 410: it was there, or may have been; it will not come back.
        given = {"invitation": invitation}
        return render(request, "accounts/invitation/stale.html", given, status=410)
    if isinstance(request.user, User):
        return _join(request, invitation, request.user)
    if User.objects.filter(email=invitation.email).exists():
        if request.method == "POST":
            return redirect_to_login(request.path)
        return _page(request, "known", invitation)
    return _open(request, invitation)


def _join(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    if user.email != invitation.email:
        return _page(request, "another", invitation)
    if request.method != "POST":
        return _page(request, "join", invitation)
    try:
        membership = services.accept(invitation, user)
    except ValidationError as error:
        return _page(request, "join", invitation, status=422, fault=error.messages[0])
    _greet(request, membership)
    return redirect("accounts:home")


def _open(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = NewAccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                user = services.open_account(invitation.email, **form.cleaned_data)
                membership = services.accept(invitation, user)
        except ValidationError as error:
            form.add_faults(
                error.message_dict
                if hasattr(error, "error_dict")
                else {"": error.messages}
            )
        else:
            answer: HttpResponse = perform_login(request, user, email=user.email)
            _greet(request, membership)
            return answer
    status = 422 if form.is_bound else 200
    return _page(request, "open", invitation, status=status, form=form)


def _greet(request: HttpRequest, membership: Membership) -> None:
    request.session[SESSION_KEY] = membership.organisation_id
    said = _("Bienvenue dans l’équipe de %(organisation)s.")
    messages.success(request, said % {"organisation": membership.organisation})


def _page(
    request: HttpRequest,
    name: str,
    invitation: Invitation,
    status: int = 200,
    **given: object,
) -> HttpResponse:
    shown = given | {"invitation": invitation, "case": name}
    return render(request, "accounts/invitation/accept.html", shown, status=status)
