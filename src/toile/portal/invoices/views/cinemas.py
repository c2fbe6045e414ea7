"""A cinema's invoices, its mandate, and contesting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.cinemas.models import Cinema
from toile.portal.cinemas.rules import visible_cinemas
from toile.portal.invoices import services
from toile.portal.invoices.forms import (
    BringForm,
    ContestForm,
    RevokeForm,
    SignerForm,
)
from toile.portal.invoices.models import Invoice
from toile.portal.invoices.selectors.invoices import invoices_of, visible_invoices
from toile.portal.invoices.selectors.mandates import deeds_of, standing
from toile.portal.invoices.services.contesting import contestable_until, may_contest
from toile.portal.invoices.texts import mandate_text
from toile.portal.transfers.refusals import RefusedError
from toile.wire.clock import PARIS

Kind = Organisation.Kind
INVALID = 422


@never_cache
@require_safe
@seated(Kind.CINEMA, Kind.UNION)
def invoices(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Show what was invoiced in a cinema's name, and by what mandate."""
    return _page(request, seat, _found(seat, cinema_id))


@require_POST
@seated(Kind.CINEMA)
def sign(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Sign the mandate."""
    cinema, form = _found(seat, cinema_id), SignerForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, cinema, sign_form=form)
    given = form.cleaned_data
    services.sign(cinema, given["name"], given["function"], seat.user)
    messages.success(request, _("Le mandat est signé : vos factures seront établies."))
    return redirect("invoices:cinema", cinema.id)


@require_POST
@seated(Kind.CINEMA, Kind.UNION)
def bring(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Take a mandate that was signed on paper."""
    cinema, form = _found(seat, cinema_id), BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, seat, cinema, bring_form=form)
    given = form.cleaned_data
    try:
        services.bring(
            cinema,
            given["name"],
            given["function"],
            given["signed_on"],
            given["scan"].read(),
            seat.user,
        )
    except ValidationError as error:
        where = "signed_on" if hasattr(error, "error_dict") else "scan"
        form.add_error(where, error.messages)
        return _page(request, seat, cinema, bring_form=form)
    messages.success(request, _("Le mandat est gardé : les factures seront établies."))
    return redirect("invoices:cinema", cinema.id)


@require_POST
@seated(Kind.CINEMA)
def revoke(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Take the mandate back."""
    cinema, form = _found(seat, cinema_id), RevokeForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, cinema, revoke_form=form)
    given = form.cleaned_data
    services.revoke(cinema, given["name"], given["function"], seat.user)
    messages.success(
        request, _("Le mandat est révoqué : vous facturez vous-même votre part.")
    )
    return redirect("invoices:cinema", cinema.id)


@require_POST
@seated(Kind.CINEMA)
def contest(request: HttpRequest, seat: Seat, invoice_id: str) -> HttpResponse:
    """Contest an invoice."""
    found: Invoice = get_object_or_404(visible_invoices(seat), pk=invoice_id)
    form = ContestForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, found.cinema, contested=found, contest_form=form)
    try:
        services.contest(found, form.cleaned_data["reason"], seat.user)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Le syndicat est prévenu et vous répondra."))
    return redirect("invoices:cinema", found.cinema_id)


def _page(
    request: HttpRequest,
    seat: Seat,
    cinema: Cinema,
    **given: Any,  # noqa: ANN401 - a form that was refused, in its place
) -> HttpResponse:
    now = timezone.now()
    today = now.astimezone(PARIS).date()
    rows = [
        {
            "invoice": one,
            "until": contestable_until(one),
            "may_contest": may_contest(one, today),
        }
        for one in invoices_of(cinema)
    ]
    own = seat.kind == Kind.CINEMA
    shown = {
        "cinema": cinema,
        "own": own,
        "rows": rows,
        "standing": standing(cinema, now),
        "deeds": deeds_of(cinema),
        "text": mandate_text(cinema, "…", "…"),
        "sign_form": SignerForm(),
        "bring_form": BringForm(),
        "revoke_form": RevokeForm(),
        "contest_form": ContestForm(),
        "may_sign": own and seat.is_owner,
        "may_bring": seat.may_change,
        "may_contest": own and seat.may_change,
    }
    status = INVALID if given else 200
    return render(request, "invoices/cinema.html", shown | given, status=status)


def _found(seat: Seat, cinema_id: str) -> Cinema:
    found: Cinema = get_object_or_404(visible_cinemas(seat.organisation), id=cinema_id)
    return found
