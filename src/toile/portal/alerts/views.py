"""Alerts: the list, one with its history, the thresholds."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.alerts import selectors, services
from toile.portal.alerts.forms import HandleForm, ThresholdsForm
from toile.portal.alerts.history import history
from toile.portal.alerts.models import Alert
from toile.portal.alerts.tables import AlertFilters, Alerts, state_of
from toile.portal.alerts.words import page, remedy, what
from toile.portal.ui.tables import list_rows

OPERATOR = Organisation.Kind.OPERATOR


@require_safe
@seated(OPERATOR)
def listing(request: HttpRequest, _seat: Seat) -> HttpResponse:
    """Show what waits for somebody, then everything."""
    found = list_rows(
        request, Alerts, selectors.alerts(), filters=AlertFilters, name="alertes"
    )
    if found.file:
        return found.file
    waiting = [(one, what(one), remedy(one)) for one in selectors.waiting()[:10]]
    return render(
        request,
        "alerts/list.html",
        {"listing": found, "waiting": waiting, "calling": selectors.calling()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@seated(OPERATOR)
def alert(request: HttpRequest, seat: Seat, alert_id: str) -> HttpResponse:
    """Show an alert with its history; take it on, or put it to sleep."""
    found = get_object_or_404(Alert, id=alert_id)
    form = HandleForm(request.POST or None, initial={"deed": "acknowledge"})
    if request.method == "POST" and form.is_valid():
        try:
            _handle(found, form, seat)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("C’est noté."))
        return redirect("alerts:alert", found.id)
    return render(
        request,
        "alerts/alert.html",
        {
            "alert": found,
            "what": what(found),
            "remedy": remedy(found),
            "page": page(found),
            "state": state_of(found),
            "history": history(found),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@seated(OPERATOR)
def settings(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Decide from when on something is wrong."""
    present = selectors.thresholds()
    there = {name: getattr(present, name) for name in ThresholdsForm.base_fields}
    form = ThresholdsForm(request.POST or None, initial=there)
    if request.method == "POST" and form.is_valid():
        services.set_thresholds(form.cleaned_data, seat.organisation, seat.user)
        messages.success(
            request, _("Les seuils sont changés, dès la prochaine minute.")
        )
        return redirect("alerts:list")
    return render(
        request,
        "alerts/settings.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


def _handle(found: Alert, form: HandleForm, seat: Seat) -> None:
    given = form.cleaned_data
    if given["deed"] == "snooze":
        services.snooze(
            found, given["hours"], given["text"], seat.organisation, seat.user
        )
    else:
        services.acknowledge(found, given["text"], seat.organisation, seat.user)
