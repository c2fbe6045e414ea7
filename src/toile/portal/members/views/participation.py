"""Pausing the collection, resuming it, leaving the pool, staying after all."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.models import Membership, Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.members import services
from toile.portal.members.forms import LeaveForm, PauseForm
from toile.portal.members.views.pixel import found
from toile.portal.payouts.movements import owed_micros
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind


@require_safe
@seated(Kind.CINEMA)
def participation(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Show whether a cinema collects, and how it pauses or leaves."""
    return _page(request, seat, found(seat, cinema_id))


@require_POST
@seated(Kind.CINEMA)
def pause(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Stop the collection for a while."""
    cinema, form = found(seat, cinema_id), PauseForm(request.POST)
    if form.is_valid():
        try:
            cinemas.pause_sites(
                cinema,
                form.cleaned_data["reason"],
                _today(),
                form.cleaned_data["until"],
                seat.user,
            )
        except ValidationError as error:
            form.add_error("until", error.messages)
        else:
            messages.success(request, _("La collecte s’arrête dans la minute."))
            return redirect("members:participation", cinema.id)
    return _page(request, seat, cinema, pause_form=form, status=422)


@require_POST
@seated(Kind.CINEMA)
def resume(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Let the collection go on."""
    cinema = found(seat, cinema_id)
    cinemas.resume_sites(cinema, seat.user)
    messages.success(request, _("La collecte reprend dans la minute."))
    return redirect("members:participation", cinema.id)


@require_POST
@seated(Kind.CINEMA)
def leave(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Leave the pool on a day to come."""
    cinema, form = found(seat, cinema_id), LeaveForm(request.POST)
    _need_owner(seat)
    if form.is_valid():
        day = form.cleaned_data["day"]
        try:
            services.leave(
                cinema, day, form.cleaned_data["reason"], seat.user, _today()
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = _("Le départ est prévu le %s ; le syndicat est prévenu.")
            messages.success(request, said % date_format(day, "j F Y"))
            return redirect("members:participation", cinema.id)
    return _page(request, seat, cinema, leave_form=form, status=422)


@require_POST
@seated(Kind.CINEMA)
def stay(request: HttpRequest, seat: Seat, cinema_id: str) -> HttpResponse:
    """Take back a leave that lies ahead."""
    cinema = found(seat, cinema_id)
    _need_owner(seat)
    try:
        services.stay(cinema, seat.user, _today())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Vous restez : la convention continue."))
    return redirect("members:participation", cinema.id)


def _need_owner(seat: Seat) -> None:
    if seat.membership.role != Membership.Role.OWNER:
        raise PermissionDenied(
            _("Seule une personne responsable du cinéma décide d’un départ.")
        )


def _today() -> datetime.date:
    return paris_date(now_ms())


def _page(
    request: HttpRequest,
    seat: Seat,
    cinema: Cinema,
    pause_form: Form | None = None,
    leave_form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    today = paris_date(now_ms())
    sites = list(cinema.sites.order_by("name"))
    resting = [site for site in sites if site.rests_on(today)]
    return render(
        request,
        "members/participation.html",
        {
            "cinema": cinema,
            "sites": [(site, site.state_on(today)) for site in sites],
            "labels": dict(Site.Status.choices),
            "resting": resting[0] if resting else None,
            "agreement": cinemas_in_force(today).get(cinema.id),
            "owed_micros": owed_micros(cinema),
            "pause_form": pause_form or PauseForm(),
            "leave_form": leave_form or LeaveForm(),
            "may_leave": seat.membership.role == Membership.Role.OWNER,
            "may_change": seat.may_change,
        },
        status=status,
    )
