"""Deals, and the page that lists them with their exchanges."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toile.portal.accounts.seats import Seat, seated
from toile.portal.inventory import selectors, services
from toile.portal.inventory.forms import DealForm
from toile.portal.inventory.models import Deal, Exchange
from toile.portal.inventory.tables import DealFilters, Deals, Exchanges
from toile.portal.inventory.views.pages import OPERATOR, answer, tabs
from toile.portal.ui.tables import list_rows

_DEAL = ("code", "name", "publisher", "floor_micros", "starts_on", "ends_on", "status")


@require_safe
@seated(OPERATOR)
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List exchanges and deals."""
    exchanges = list_rows(
        request, Exchanges, selectors.exchanges(), key="places", name="places-de-marche"
    )
    deals = list_rows(
        request, Deals, selectors.deals(), filters=DealFilters, name="deals"
    )
    file = exchanges.file or deals.file
    if file:
        return file
    return render(
        request,
        "inventory/exchanges.html",
        {
            "exchanges": exchanges,
            "deals": deals,
            "tabs": tabs(seat, "inventory:exchanges"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@seated(OPERATOR)
def add_deal(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Write a deal down."""
    if not Exchange.objects.exists():
        messages.info(request, _("Ajoutez d’abord la place de marché du deal."))
        return redirect("inventory:add_exchange")
    form = DealForm(request.POST or None, initial={"status": Deal.Status.ACTIVE})

    def save() -> str:
        given = form.cleaned_data
        services.add_deal(
            given["exchange"],
            given["placements"],
            seat.organisation,
            seat.user,
            **{name: given[name] for name in _DEAL},
        )
        messages.success(request, _("Le deal est noté."))
        return reverse("inventory:exchanges")

    return answer(request, form, save, _page(_("Ajouter un deal"), _("Enregistrer")))


@require_http_methods(["GET", "HEAD", "POST"])
@seated(OPERATOR)
def change_deal(request: HttpRequest, seat: Seat, deal_id: str) -> HttpResponse:
    """Change a deal."""
    found = get_object_or_404(Deal.objects.select_related("exchange"), id=deal_id)
    there: dict[str, Any] = {name: getattr(found, name) for name in _DEAL}
    there["floor_micros"] = found.floor_micros or None
    there |= {"exchange": found.exchange_id, "placements": found.placements.all()}
    form = DealForm(request.POST or None, initial=there, known=found)

    def save() -> str:
        given = form.cleaned_data
        services.change_deal(
            found,
            given["placements"],
            seat.organisation,
            seat.user,
            exchange=given["exchange"],
            **{name: given[name] for name in _DEAL},
        )
        messages.success(request, _("Le deal est modifié."))
        return reverse("inventory:exchanges")

    return answer(request, form, save, _page(str(found), _("Enregistrer")))


def _page(title: str, button: str) -> dict[str, str]:
    return {"title": title, "back": reverse("inventory:exchanges"), "button": button}
