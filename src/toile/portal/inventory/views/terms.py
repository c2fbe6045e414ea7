"""The terms of auctions: margin, rates, advertisers; one page, three forms."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.inventory import selectors, services
from toile.portal.inventory.forms import AdvertiserForm, MarginForm, RateForm
from toile.portal.inventory.models import AuctionMargin
from toile.portal.inventory.views.pages import OPERATOR, tabs, tell
from toile.wire.clock import now_ms, paris_date

_VERSIONS_SHOWN = 12
_FORMS: dict[str, type[forms.Form]] = {
    "margin": MarginForm,
    "rate": RateForm,
    "advertiser": AdvertiserForm,
}


@require_http_methods(["GET", "HEAD", "POST"])
@seated(OPERATOR)
def terms(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what counts, and take one of the three forms (``what`` names it)."""
    today = paris_date(now_ms())
    fresh = {"starts_on": today, "day": today}
    what = request.POST.get("what", "")
    shown = {
        name: kind(request.POST if name == what else None, initial=fresh, prefix=name)
        for name, kind in _FORMS.items()
    }
    form = shown.get(what)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _SAVED[what](form, seat)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("C’est noté : les enchères suivent d’ici peu."))
            return redirect("inventory:terms")
    wrong = form is not None and bool(form.errors)
    return render(
        request,
        "inventory/terms.html",
        {
            "forms": shown,
            "margin": selectors.margin_on(today),
            "versions": AuctionMargin.objects.select_related("made_by")[
                :_VERSIONS_SHOWN
            ],
            "rates": selectors.rates(),
            "advertisers": Organisation.objects.filter(
                kind=Organisation.Kind.DISTRIBUTOR
            ),
            "tabs": tabs(seat, "inventory:terms"),
        },
        status=422 if wrong else 200,
    )


def _save_margin(form: forms.Form, seat: Seat) -> None:
    given = form.cleaned_data
    services.set_margin(
        given["percent"],
        given["starts_on"],
        paris_date(now_ms()),
        seat.organisation,
        seat.user,
    )


def _save_rate(form: forms.Form, seat: Seat) -> None:
    given = form.cleaned_data
    services.set_rate(
        given["currency"], given["rate"], given["day"], seat.organisation, seat.user
    )


def _save_advertiser(form: forms.Form, seat: Seat) -> None:
    given = form.cleaned_data
    services.set_advertiser(
        given["distributor"], given["website"], seat.organisation, seat.user
    )


_SAVED: dict[str, Callable[[forms.Form, Seat], None]] = {
    "margin": _save_margin,
    "rate": _save_rate,
    "advertiser": _save_advertiser,
}
