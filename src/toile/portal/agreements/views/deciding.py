"""Answering for the union, ending an agreement, and taking an end back."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.agreements import ending, signing
from toile.portal.agreements.forms import EndForm, RefuseForm
from toile.portal.agreements.rules import may_end, side_of
from toile.portal.agreements.views.reading import agreement_page, find
from toile.portal.agreements.views.turns import INVALID
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind
Union = seated(Kind.UNION)
Sides = seated(Kind.UNION, Kind.OPERATOR, Kind.CINEMA)


@require_POST
@Union
def countersign(request: HttpRequest, seat: Seat, agreement_id: str) -> HttpResponse:
    """Sign for the union."""
    found = find(seat, agreement_id)
    try:
        made = signing.countersign(found, seat.user, _today())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        said = _("Signée pour le syndicat : elle compte à partir du %s.")
        messages.success(request, said % date_format(made.starts_on, "j F Y"))
    return redirect("agreements:agreement", found.pk)


@require_POST
@Union
def refuse(request: HttpRequest, seat: Seat, agreement_id: str) -> HttpResponse:
    """Say no for the union, and why."""
    found, form = find(seat, agreement_id), RefuseForm(request.POST)
    if form.is_valid():
        try:
            signing.refuse(found, seat.user, form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Refus envoyé, avec sa raison."))
            return redirect("agreements:agreement", found.pk)
    return agreement_page(request, seat, found, INVALID, refuse_form=form)


@require_POST
@Sides
def end(request: HttpRequest, seat: Seat, agreement_id: str) -> HttpResponse:
    """End an agreement for one's side."""
    found = find(seat, agreement_id)
    _must_end(seat, may_end(seat, found))
    form = EndForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            ending.end(
                found,
                told["day"],
                seat.user,
                _today(),
                side=side_of(seat),
                cause=told["cause"],
                reason=told["reason"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("La convention prend fin le %s ; l’autre partie est prévenue.")
            messages.success(request, said % date_format(told["day"], "j F Y"))
            return redirect("agreements:agreement", found.pk)
    return agreement_page(request, seat, found, INVALID, end_form=form)


@require_POST
@Sides
def keep(request: HttpRequest, seat: Seat, agreement_id: str) -> HttpResponse:
    """Take back an end that lies ahead, said by one's own side."""
    found = find(seat, agreement_id)
    _must_end(seat, may_end(seat, found))
    try:
        ending.take_back(found, seat.user, _today(), side=side_of(seat))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("La convention continue."))
    return redirect("agreements:agreement", found.pk)


def _must_end(seat: Seat, allowed: bool) -> None:
    del seat
    if not allowed:
        raise PermissionDenied(
            _("Seule une personne responsable met fin à une convention.")
        )


def _today() -> datetime.date:
    return paris_date(now_ms())
