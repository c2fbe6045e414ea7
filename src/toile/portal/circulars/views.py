"""Messages to the members: drafts, a look before sending, and their history."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.circulars import selectors, services
from toile.portal.circulars.formatting import as_html
from toile.portal.circulars.forms import CircularForm
from toile.portal.circulars.models import Circular
from toile.portal.circulars.tables import Circulars, Deliveries, Recipients
from toile.portal.jobs.selectors import shown
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date

Union = seated(Organisation.Kind.UNION)
INVALID = 422
CHANGED = 409


@require_safe
@Union
def listed(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """List drafts and what was sent."""
    listing = list_rows(request, Circulars, selectors.circulars(), name="messages")
    if listing.file:
        return listing.file
    given = {"listing": listing, "may_change": seat.may_change}
    return render(request, "circulars/list.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@Union
def write(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Begin a message."""
    today = paris_date(now_ms())
    if request.method != "POST":
        return _form(request, seat, CircularForm(today=today))
    return _save(request, seat, CircularForm(request.POST, today=today))


@require_http_methods(["GET", "HEAD", "POST"])
@Union
def edit(request: HttpRequest, seat: Seat, circular_id: str) -> HttpResponse:
    """Change a draft."""
    found = get_object_or_404(Circular, pk=circular_id)
    if found.state != Circular.State.DRAFT:
        messages.error(request, _("Ce message est parti : il ne se modifie plus."))
        return redirect("circulars:circular", found.pk)
    today = paris_date(now_ms())
    if request.method != "POST":
        initial = {"key": found.pk, "subject": found.subject, "text": found.text}
        form = CircularForm(initial=initial | found.choice, today=today)
        return _form(request, seat, form, found)
    given = request.POST.copy()
    given["key"] = found.pk
    return _save(request, seat, CircularForm(given, today=today), found)


@require_safe
@Union
def circular(request: HttpRequest, seat: Seat, circular_id: str) -> HttpResponseBase:
    """Show a draft as it will be read and to whom, or whom a sent one reached."""
    found = get_object_or_404(selectors.circulars(), pk=circular_id)
    return _show(request, seat, found)


@require_POST
@Union
def test(request: HttpRequest, seat: Seat, circular_id: str) -> HttpResponse:
    """Send a message to oneself."""
    found = get_object_or_404(Circular, pk=circular_id)
    services.send_test(found, seat.organisation, seat.user)
    messages.success(request, _("Un essai part à %s.") % seat.user.email)
    return redirect("circulars:circular", found.pk)


@require_POST
@Union
def send(request: HttpRequest, seat: Seat, circular_id: str) -> HttpResponseBase:
    """Send a message to everybody whom its page showed."""
    found = get_object_or_404(selectors.circulars(), pk=circular_id)
    try:
        services.send(
            found.pk,
            seat.organisation,
            seat.user,
            paris_date(now_ms()),
            request.POST.get("seen", ""),
        )
    except ValidationError as error:
        found.refresh_from_db()
        return _show(request, seat, found, error.messages[0], status=CHANGED)
    count = found.deliveries.count()
    said = ngettext(
        "Le message part à %d adresse.", "Le message part à %d adresses.", count
    )
    messages.success(request, said % count)
    return redirect("circulars:circular", found.pk)


@require_POST
@Union
def delete(request: HttpRequest, _seat: Seat, circular_id: str) -> HttpResponse:
    """Throw a draft away."""
    try:
        services.delete_draft(circular_id)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Brouillon supprimé."))
    return redirect("circulars:list")


def _save(
    request: HttpRequest,
    seat: Seat,
    form: CircularForm,
    found: Circular | None = None,
) -> HttpResponse:
    if not form.is_valid():
        return _form(request, seat, form, found, status=INVALID)
    given = form.cleaned_data
    try:
        saved = services.save_draft(
            given["subject"], given["text"], form.choice, seat.user, given["key"]
        )
    except ValidationError as error:
        form.add_error(None, error.messages[0])
        return _form(request, seat, form, found, status=INVALID)
    return redirect("circulars:circular", saved.pk)


def _form(
    request: HttpRequest,
    seat: Seat,
    form: CircularForm,
    found: Circular | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    given = {"form": form, "circular": found, "may_change": seat.may_change}
    return render(request, "circulars/form.html", given, status=status)


def _show(
    request: HttpRequest,
    seat: Seat,
    found: Circular,
    fault: str = "",
    *,
    status: int = 200,
) -> HttpResponseBase:
    given: dict[str, Any] = {
        "circular": found,
        "html": as_html(found.text),
        "may_change": seat.may_change,
        "union": seat.organisation,
        "fault": fault,
    }
    if found.state != Circular.State.DRAFT:
        given["job"] = shown(found.job) if found.job else None
        rows = selectors.deliveries(found)
        given["listing"] = list_rows(request, Deliveries, rows, name="destinataires")
        given["outcomes"] = selectors.outcomes(found)
    else:
        audience = selectors.audience(selectors.choice_of(found), paris_date(now_ms()))
        given["listing"] = list_rows(
            request, Recipients, audience.recipients, name="destinataires"
        )
        given |= {"audience": audience, "seen": selectors.seen_of(found, audience)}
    file: HttpResponseBase | None = given["listing"].file
    return file or render(request, "circulars/circular.html", given, status=status)
