"""Exchanges: one with its address and settings, its secret, its price keys, changes."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.seats import Seat, seated
from toile.portal.inventory import selectors, services
from toile.portal.inventory.forms import ExchangeForm, PriceKeysForm
from toile.portal.inventory.models import Exchange
from toile.portal.inventory.tables import ExchangeDays
from toile.portal.inventory.views.pages import OPERATOR, answer
from toile.portal.ui.shown_once import ShownOnce
from toile.portal.ui.tables import list_rows

_FORM = "inventory/exchange_form.html"
_SECRET = ShownOnce("toile_exchange_secret")


@require_safe
@seated(OPERATOR)
def exchange(request: HttpRequest, _seat: Seat, exchange_id: str) -> HttpResponse:
    """Show an exchange: what to give it, what is agreed, what it may do."""
    return _page(request, get_object_or_404(Exchange, id=exchange_id), PriceKeysForm())


@require_http_methods(["GET", "HEAD", "POST"])
@seated(OPERATOR)
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Write an exchange down, with a secret unless browsers or networks show it."""
    usual = {
        name: getattr(Exchange(), name) for name in ("version", "supply_chain", "bills")
    }
    form = ExchangeForm(request.POST or None, initial=usual)

    def save() -> HttpResponse | str:
        made = services.add_exchange(seat.organisation, seat.user, **form.cleaned_data)
        messages.success(request, _("La place de marché est inscrite."))
        if made.is_shut:
            return _renewed(made, seat)
        return reverse("inventory:exchange", args=[made.id])

    page = {
        "title": _("Ajouter une place de marché"),
        "back": reverse("inventory:exchanges"),
        "button": _("Enregistrer"),
    }
    return answer(request, form, save, page, template=_FORM)


@require_http_methods(["GET", "HEAD", "POST"])
@seated(OPERATOR)
def change(request: HttpRequest, seat: Seat, exchange_id: str) -> HttpResponse:
    """Change what is agreed with an exchange."""
    found = get_object_or_404(Exchange, id=exchange_id)
    there: dict[str, Any] = {
        name: getattr(found, name) for name in ExchangeForm.base_fields
    }
    form = ExchangeForm(request.POST or None, initial=there, known=found)
    back = reverse("inventory:exchange", args=[found.id])

    def save() -> str:
        services.change_exchange(
            found, seat.organisation, seat.user, **form.cleaned_data
        )
        messages.success(request, _("La place de marché est modifiée."))
        return back

    page = {"title": found.name, "back": back, "button": _("Enregistrer")}
    return answer(request, form, save, page, template=_FORM)


@require_POST
@seated(OPERATOR)
def switch(request: HttpRequest, seat: Seat, exchange_id: str) -> HttpResponse:
    """Stop answering an exchange, or answer it again."""
    found = get_object_or_404(Exchange, id=exchange_id)
    active = request.POST.get("to") == Exchange.Status.ACTIVE
    services.set_exchange_active(found, seat.organisation, seat.user, active=active)
    messages.success(
        request,
        _("La place de marché est ouverte.")
        if active
        else _("La place de marché est en pause : elle n’a plus de réponse d’ici peu."),
    )
    return redirect("inventory:exchange", found.id)


@require_POST
@seated(OPERATOR)
def secret(request: HttpRequest, seat: Seat, exchange_id: str) -> HttpResponse:
    """Make a new secret and show it once, or let the network alone decide."""
    found = get_object_or_404(Exchange, id=exchange_id)
    if request.POST.get("to") != "none":
        return _renewed(found, seat)
    services.remove_secret(found, seat.organisation, seat.user)
    messages.success(request, _("Le secret partagé est retiré."))
    return redirect("inventory:exchange", found.id)


@require_POST
@seated(OPERATOR)
def price_keys(request: HttpRequest, seat: Seat, exchange_id: str) -> HttpResponse:
    """Seal the price keys that are typed in, or forget those that are there."""
    found = get_object_or_404(Exchange, id=exchange_id)
    if request.POST.get("to") == "none":
        services.remove_price_keys(found, seat.organisation, seat.user)
        messages.success(
            request, _("Les clés de prix sont retirées : les prix sont lus en clair.")
        )
        return redirect("inventory:exchange", found.id)
    form = PriceKeysForm(request.POST)
    if form.is_valid():
        try:
            services.set_price_keys(
                found,
                form.keys,
                seat.organisation,
                seat.user,
                now=timezone.now(),
                key_file=settings.TOILE.ads_keys,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Les clés de prix sont enregistrées."))
            return redirect("inventory:exchange", found.id)
    return _page(request, found, form)


def _renewed(found: Exchange, seat: Seat) -> HttpResponse:
    text = services.renew_secret(found, seat.organisation, seat.user, timezone.now())
    page = reverse("inventory:exchange", args=[found.id])
    there = redirect(page)
    _SECRET.hand_over(there, page, found.id, text)
    return there


def _page(request: HttpRequest, found: Exchange, form: PriceKeysForm) -> HttpResponse:
    whose, text = _SECRET.take_over(request)
    ads_url = settings.TOILE.ads_url
    days = list_rows(
        request,
        ExchangeDays,
        selectors.exchange_days(found),
        key="jours",
        name=f"place-de-marche-{found.slug}",
    )
    if days.file:
        return days.file
    page = render(
        request,
        "inventory/exchange.html",
        {
            "exchange": found,
            "days": days,
            "secret": text if whose == found.id else "",
            "address": f"{ads_url}/openrtb/{found.slug}",
            "match": f"{ads_url}/match/{found.slug}",
            "deals": found.deals.all(),
            "form": form,
        },
        status=422 if form.errors else 200,
    )
    page["Cache-Control"] = "no-store"
    if text:
        _SECRET.forget(page, reverse("inventory:exchange", args=[found.id]))
    return page
