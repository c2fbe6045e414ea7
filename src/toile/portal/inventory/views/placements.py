"""Placements: the list, one with its tag and its health, adding, changing, pausing."""

from typing import Any

from django.conf import settings
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

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.inventory import selectors, services
from toile.portal.inventory.forms import NewPlacementForm, PlacementForm
from toile.portal.inventory.interests import INTERESTS
from toile.portal.inventory.models import Placement, Publisher
from toile.portal.inventory.rules import visible_placements
from toile.portal.inventory.tables import PlacementFilters, Placements, fill_of
from toile.portal.inventory.views.pages import OPERATOR, answer, tabs
from toile.portal.ui.charts import Chart, Series
from toile.portal.ui.tables import list_rows
from toile.wire.clock import now_ms, paris_date

DAYS = 30
_FIELDS = (
    *("name", "format", "width", "height", "sold_by", "tag_id"),
    *("floor_micros", "interests"),
)


@require_safe
@seated(OPERATOR, Organisation.Kind.PUBLISHER)
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List placements with the requests heard of each."""
    rows = selectors.with_signs(
        visible_placements(seat.organisation), paris_date(now_ms())
    )
    found = list_rows(
        request, Placements, rows, filters=PlacementFilters, name="emplacements"
    )
    if found.file:
        return found.file
    return render(
        request,
        "inventory/list.html",
        {"listing": found, "tabs": tabs(seat, "inventory:list")},
    )


@require_safe
@seated(OPERATOR, Organisation.Kind.PUBLISHER)
def placement(request: HttpRequest, seat: Seat, placement_id: str) -> HttpResponse:
    """Show a placement: its tag to paste, its requests, its fill."""
    today = paris_date(now_ms())
    rows = selectors.with_signs(visible_placements(seat.organisation), today)
    found = get_object_or_404(rows, id=placement_id)
    days = selectors.days_of(found, today, DAYS)
    return render(
        request,
        "inventory/placement.html",
        {
            "place": found,
            "today": today,
            "tag": tag_lines(found),
            "interests": [str(INTERESTS.get(one, one)) for one in found.interests],
            "fill": fill_of(found),
            "chart": _chart(days),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@seated(OPERATOR)
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Open a place on a publisher's site."""
    if not Publisher.objects.exists():
        messages.info(request, _("Ajoutez d’abord le support qui porte l’emplacement."))
        return redirect("inventory:add_publisher")
    chosen = {"publisher": request.GET.get("support", ""), "format": "insert"}
    chosen["sold_by"] = Placement.SoldBy.TAG
    form = NewPlacementForm(request.POST or None, initial=chosen)

    def save() -> str:
        made = services.add_placement(
            form.cleaned_data["publisher"], seat.user, **_given(form)
        )
        messages.success(
            request,
            _("L’emplacement est ouvert : les places de marché peuvent le proposer.")
            if made.by_exchange
            else _("L’emplacement est ouvert : voici les lignes à coller."),
        )
        return reverse("inventory:placement", args=[made.id])

    page = {
        "title": _("Ajouter un emplacement"),
        "back": reverse("inventory:list"),
        "button": _("Ouvrir l’emplacement"),
    }
    return answer(request, form, save, page)


@require_http_methods(["GET", "HEAD", "POST"])
@seated(OPERATOR)
def change(request: HttpRequest, seat: Seat, placement_id: str) -> HttpResponse:
    """Change a place."""
    found = get_object_or_404(visible_placements(seat.organisation), id=placement_id)
    there = {name: getattr(found, name) for name in _FIELDS}
    there["floor_micros"] = found.floor_micros or None
    form = PlacementForm(request.POST or None, initial=there)
    back = reverse("inventory:placement", args=[found.id])

    def save() -> str:
        services.change_placement(found, seat.user, **_given(form))
        messages.success(request, _("L’emplacement est modifié."))
        return back

    page = {"title": str(found), "back": back, "button": _("Enregistrer")}
    return answer(request, form, save, page)


@require_POST
@seated(OPERATOR)
def switch(request: HttpRequest, seat: Seat, placement_id: str) -> HttpResponse:
    """Pause a place, or open it again."""
    found = get_object_or_404(visible_placements(seat.organisation), id=placement_id)
    active = request.POST.get("to") == Placement.Status.ACTIVE
    services.set_active(found, seat.user, active=active)
    messages.success(
        request,
        _("L’emplacement est ouvert aux campagnes.")
        if active
        else _(
            "L’emplacement est en pause : rien n’y est plus servi d’ici une minute."
        ),
    )
    return redirect("inventory:placement", found.id)


def tag_lines(place: Placement) -> str:
    """Write what a publisher pastes for a placement."""
    popup = ' data-toile-format="popup"' if place.format == "popup" else ""
    return (
        f'<script async src="{settings.TOILE.ads_url}/tag.js"></script>\n'
        f'<div data-toile="{place.key}"{popup}></div>'
    )


def _given(form: PlacementForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in _FIELDS}


def _chart(days: list[Any]) -> Chart:
    along = [day for day, _counted in days]
    return Chart(
        _("Demandes et publicités servies par jour sur 30 jours"),
        _("Jour"),
        along,
        [
            Series(_("Demandes"), [counted.requests for _day, counted in days]),
            Series(
                _("Servies"),
                [counted.served for _day, counted in days],
                shape="line",
            ),
        ],
    )
