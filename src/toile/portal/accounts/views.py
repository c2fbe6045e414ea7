"""Signing in, going home, choosing for which organisation to act."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.forms import SignInForm
from toile.portal.accounts.menu import MENU
from toile.portal.accounts.models import User
from toile.portal.accounts.seats import SESSION_KEY, find_seat


class SignIn(LoginView):
    """The sign-in page; whoever is signed in already goes home."""

    template_name = "accounts/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True


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
    assert isinstance(request.user, User)
    wanted = request.POST.get("organisation", "")
    if not request.user.memberships.filter(organisation_id=wanted).exists():
        raise Http404
    request.session[SESSION_KEY] = wanted
    return redirect("accounts:home")
