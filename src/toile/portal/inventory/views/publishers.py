"""Publishers: the list, one with its contacts and placements, adding and changing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.seats import Seat, seated
from toile.portal.inventory import selectors, services
from toile.portal.inventory.forms import ContactForm, PublisherForm
from toile.portal.inventory.models import Publisher
from toile.portal.inventory.tables import (
    PlacementFilters,
    Placements,
    PublisherFilters,
    Publishers,
)
from toile.portal.inventory.views.pages import OPERATOR, answer, tabs
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date


@require_safe
@seated(OPERATOR)
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List publishers."""
    found = list_rows(
        request,
        Publishers,
        selectors.publishers(),
        filters=PublisherFilters,
        name="supports",
    )
    if found.file:
        return found.file
    return render(
        request,
        "inventory/publishers.html",
        {"listing": found, "tabs": tabs(seat, "inventory:publishers")},
    )


@require_safe
@seated(OPERATOR)
def publisher(request: HttpRequest, seat: Seat, publisher_id: str) -> HttpResponse:
    """Show a publisher: its addresses, whom to call, its placements."""
    return _page(request, publisher_id, ContactForm())


@require_http_methods(["GET", "HEAD", "POST"])
@seated(OPERATOR)
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Register a publisher."""
    form = PublisherForm(request.POST or None)

    def save() -> str:
        made = services.add_publisher(
            form.cleaned_data["name"],
            form.cleaned_data["origins"],
            seat.user,
            bundles=form.cleaned_data["bundles"],
        )
        messages.success(
            request, _("Le support est inscrit : ouvrez ses emplacements.")
        )
        return reverse("inventory:publisher", args=[made.id])

    page = {
        "title": _("Ajouter un support"),
        "back": reverse("inventory:publishers"),
        "button": _("Inscrire le support"),
    }
    return answer(request, form, save, page)


@require_http_methods(["GET", "HEAD", "POST"])
@seated(OPERATOR)
def change(request: HttpRequest, seat: Seat, publisher_id: str) -> HttpResponse:
    """Change a publisher's name and addresses."""
    found = get_object_or_404(Publisher, id=publisher_id)
    there = {
        "name": found.name,
        "origins": found.origins,
        "bundles": found.bundles,
    }
    form = PublisherForm(request.POST or None, initial=there, known=found)
    back = reverse("inventory:publisher", args=[found.id])

    def save() -> str:
        services.change_publisher(found, seat.user, **form.cleaned_data)
        messages.success(request, _("Le support est modifié."))
        return back

    page = {"title": found.name, "back": back, "button": _("Enregistrer")}
    return answer(request, form, save, page)


@require_POST
@seated(OPERATOR)
def add_contact(request: HttpRequest, seat: Seat, publisher_id: str) -> HttpResponse:
    """Note whom to call."""
    found = get_object_or_404(Publisher, id=publisher_id)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _page(request, publisher_id, form)
    services.add_contact(found, seat.user, **form.cleaned_data)
    messages.success(request, _("Le contact est noté."))
    return redirect("inventory:publisher", found.id)


@require_POST
@seated(OPERATOR)
def remove_contact(
    request: HttpRequest, seat: Seat, publisher_id: str, contact_id: str
) -> HttpResponse:
    """Forget a contact."""
    found = get_object_or_404(Publisher, id=publisher_id)
    services.remove_contact(get_object_or_404(found.contacts, id=contact_id), seat.user)
    messages.success(request, _("Le contact est retiré."))
    return redirect("inventory:publisher", found.id)


def _page(request: HttpRequest, publisher_id: str, form: ContactForm) -> HttpResponse:
    found = get_object_or_404(Publisher, id=publisher_id)
    rows = selectors.with_signs(
        selectors.placements().filter(publisher=found), paris_date(now_ms())
    )
    places = list_rows(
        request, Placements, rows, filters=PlacementFilters, name="emplacements"
    )
    if places.file:
        return places.file
    return render(
        request,
        "inventory/publisher.html",
        {
            "publisher": found,
            "contacts": found.contacts.all(),
            "listing": places,
            "form": form,
        },
        status=422 if form.errors else 200,
    )
