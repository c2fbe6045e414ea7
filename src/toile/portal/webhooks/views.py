"""The pages of an organisation's webhooks, for its owners."""

import json

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

from toile.portal.accounts.seats import Seat
from toile.portal.ui.tables import list_rows
from toile.portal.webhooks import selectors, services
from toile.portal.webhooks.forms import EndpointForm
from toile.portal.webhooks.models import Endpoint
from toile.portal.webhooks.rules import owned
from toile.portal.webhooks.tables import MessageFilters, Messages

_SHOWN_ONCE = "webhook_secret"


@require_safe
@owned
def endpoints(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List the addresses that are told."""
    found = selectors.endpoints_of(seat.organisation)
    return render(request, "webhooks/list.html", {"endpoints": found})


@require_http_methods(["GET", "HEAD", "POST"])
@owned
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask for an address and what it is to be told."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.subscribe(
                seat.organisation, given["url"], given["events"], seat.user
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _show_secret(request, made)
    status = 422 if form.errors else 200
    return render(request, "webhooks/add.html", {"form": form}, status=status)


@require_safe
@owned
def endpoint(request: HttpRequest, seat: Seat, endpoint_id: str) -> HttpResponse:
    """Show an address, what it was told, and its secret this once."""
    found = _find(seat, endpoint_id)
    listing = list_rows(
        request,
        Messages,
        selectors.messages_of(found),
        filters=MessageFilters,
        name="webhook",
    )
    if listing.file:
        return listing.file
    secret = None
    if request.session.get(_SHOWN_ONCE, ["", ""])[0] == found.id:
        secret = request.session.pop(_SHOWN_ONCE)[1]
    answer = render(
        request,
        "webhooks/endpoint.html",
        {"endpoint": found, "listing": listing, "secret": secret},
    )
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@owned
def message(
    request: HttpRequest, seat: Seat, endpoint_id: str, message_id: str
) -> HttpResponse:
    """Show one message: what is told, and each attempt."""
    found = get_object_or_404(_find(seat, endpoint_id).messages, id=message_id)
    body = json.dumps(json.loads(found.body), ensure_ascii=False, indent=2)
    return render(
        request,
        "webhooks/message.html",
        {"message": found, "body": body, "attempts": found.attempts.all()},
    )


@require_POST
@owned
def send_test(request: HttpRequest, seat: Seat, endpoint_id: str) -> HttpResponse:
    """Send a test."""
    found = _find(seat, endpoint_id)
    made = services.send_test(found, seat.user)
    messages.success(request, _("L’essai part : sa réponse paraît ici."))
    return redirect("webhooks:message", found.id, made.id)


@require_POST
@owned
def send_again(
    request: HttpRequest, seat: Seat, endpoint_id: str, message_id: str
) -> HttpResponse:
    """Deliver a message once more."""
    found = get_object_or_404(_find(seat, endpoint_id).messages, id=message_id)
    try:
        services.send_again(found, seat.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Le message repart, sous le même identifiant."))
    return redirect("webhooks:message", endpoint_id, message_id)


@require_POST
@owned
def renew(request: HttpRequest, seat: Seat, endpoint_id: str) -> HttpResponse:
    """Make a new secret, and show it once."""
    found = _find(seat, endpoint_id)
    return _show_secret(request, services.renew_secret(found, seat.user))


@require_POST
@owned
def switch(request: HttpRequest, seat: Seat, endpoint_id: str) -> HttpResponse:
    """Pause, or go on."""
    active = request.POST.get("to") == Endpoint.State.ACTIVE
    services.set_active(_find(seat, endpoint_id), seat.user, active=active)
    return redirect("webhooks:endpoint", endpoint_id)


@require_POST
@owned
def remove(request: HttpRequest, seat: Seat, endpoint_id: str) -> HttpResponse:
    """Forget an address."""
    services.remove(_find(seat, endpoint_id), seat.user)
    messages.success(request, _("Le webhook est supprimé."))
    return redirect("webhooks:list")


def _find(seat: Seat, endpoint_id: str) -> Endpoint:
    return get_object_or_404(
        Endpoint.objects.select_related("organisation"),
        organisation=seat.organisation,
        id=endpoint_id,
    )


def _show_secret(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    request.session[_SHOWN_ONCE] = [endpoint.id, endpoint.secret]
    return redirect("webhooks:endpoint", endpoint.id)
