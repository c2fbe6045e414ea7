"""The team of an organisation: an owner invites, gives roles, removes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts import selectors, services
from toile.portal.accounts.forms.team import InviteForm
from toile.portal.accounts.models import Invitation, Membership, Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.accounts.services.team import need_manager

ALL_KINDS = tuple(Organisation.Kind)


@require_safe
@seated(*ALL_KINDS)
def team(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show who belongs to the organisation, and who is invited."""
    return _page(request, seat)


@require_POST
@seated(*ALL_KINDS)
def invite(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Invite an address."""
    need_manager(seat.user, seat.organisation)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            services.invite(seat.organisation, by=seat.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("L’invitation est partie à %(email)s.")
            messages.success(request, said % form.cleaned_data)
            return redirect("accounts:team")
    return _page(request, seat, status=422, form=form)


@require_POST
@seated(*ALL_KINDS)
def change_role(request: HttpRequest, seat: Seat, membership_id: str) -> HttpResponse:
    """Give a member another role."""
    membership = _member(seat, membership_id)
    try:
        services.change_role(membership, request.POST.get("role", ""), by=seat.user)
    except ValidationError as error:
        fault = {"membership": membership_id, "text": error.messages[0]}
        return _page(request, seat, status=422, fault=fault)
    said = _("Le rôle de %(person)s est changé.")
    messages.success(request, said % {"person": membership.user})
    return redirect("accounts:team")


@require_http_methods(["GET", "HEAD", "POST"])
@seated(*ALL_KINDS)
def remove_member(request: HttpRequest, seat: Seat, membership_id: str) -> HttpResponse:
    """Ask whether it is meant, then take a member out."""
    membership = _member(seat, membership_id)
    need_manager(seat.user, seat.organisation)
    given: dict[str, Any] = {"membership": membership}
    if request.method == "POST":
        try:
            services.remove_member(membership, by=seat.user)
        except ValidationError as error:
            given["fault"] = error.messages[0]
        else:
            said = _("%(person)s ne fait plus partie de l’équipe.")
            messages.success(request, said % {"person": membership.user})
            left = membership.user_id == seat.user.pk
            return redirect("accounts:home" if left else "accounts:team")
    status = 422 if "fault" in given else 200
    return render(request, "accounts/team/remove.html", given, status=status)


@require_POST
@seated(*ALL_KINDS)
def resend(request: HttpRequest, seat: Seat, invitation_id: str) -> HttpResponse:
    """Send an invitation again, with a fresh link."""
    invitation = _invitation(seat, invitation_id)
    try:
        services.resend_invitation(invitation, by=seat.user)
    except ValidationError as error:
        fault = {"invitation": invitation_id, "text": error.messages[0]}
        return _page(request, seat, status=422, fault=fault)
    said = _("L’invitation est repartie à %(email)s ; l’ancien lien ne vaut plus.")
    messages.success(request, said % {"email": invitation.email})
    return redirect("accounts:team")


@require_POST
@seated(*ALL_KINDS)
def cancel(request: HttpRequest, seat: Seat, invitation_id: str) -> HttpResponse:
    """Take an invitation back."""
    invitation = _invitation(seat, invitation_id)
    try:
        services.cancel_invitation(invitation, by=seat.user)
    except ValidationError as error:
        fault = {"invitation": invitation_id, "text": error.messages[0]}
        return _page(request, seat, status=422, fault=fault)
    said = _("L’invitation de %(email)s est annulée.")
    messages.success(request, said % {"email": invitation.email})
    return redirect("accounts:team")


def _page(
    request: HttpRequest, seat: Seat, status: int = 200, **given: object
) -> HttpResponse:
    shown = {
        "members": selectors.team_of(seat.organisation),
        "invitations": selectors.waiting_invitations(seat.organisation),
        "roles": Membership.Role.choices,
        "manages": seat.membership.role == Membership.Role.OWNER,
        "form": InviteForm(),
    }
    return render(request, "accounts/team/team.html", shown | given, status=status)


def _member(seat: Seat, membership_id: str) -> Membership:
    mine = seat.organisation.memberships.select_related("user", "organisation")
    return get_object_or_404(mine, pk=membership_id)


def _invitation(seat: Seat, invitation_id: str) -> Invitation:
    mine = seat.organisation.invitations.select_related("organisation")
    return get_object_or_404(mine, pk=invitation_id)
