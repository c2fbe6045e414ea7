"""The programme's pages: the union's overview and switch, and the films it names."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.showtimes import selectors, services
from toile.portal.showtimes.forms import SwitchForm, decision_form
from toile.portal.showtimes.likenesses import likeness_label
from toile.portal.showtimes.models import FilmMatch
from toile.portal.showtimes.rules import choosable_films, visible_matches
from toile.portal.showtimes.tables import FilmFilters, Films
from toile.portal.ui.tables import list_rows

Kind = Organisation.Kind
Status = FilmMatch.Status

_FAULTS_SHOWN = 20


@require_safe
@seated(Kind.UNION)
def overview(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the union how the programme stands, and whether ads may tell of it."""
    now = timezone.now()
    board = selectors.overview(now)
    return render(
        request,
        "showtimes/overview.html",
        {
            "board": board,
            "films": [
                (status, Status(status).label, number)
                for status, number in board.films.items()
            ],
            "faults": selectors.latest_faults(board.last_good, _FAULTS_SHOWN),
            "may_change": seat.may_change,
        },
    )


@require_POST
@seated(Kind.UNION)
def switch(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Turn "À voir près de chez vous" on or off for all campaigns."""
    form = SwitchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choisissez de mettre en service ou d’arrêter."))
        return redirect("showtimes:overview")
    on = form.cleaned_data["near_you"] == "on"
    changed = services.switch(on, seat.user)
    if not changed:
        messages.success(request, _("C’était déjà le cas : rien n’a changé."))
    elif on:
        messages.success(
            request, _("Les publicités peuvent de nouveau donner les séances.")
        )
    else:
        messages.success(
            request, _("Plus aucune publicité ne donne de séances, dans l’instant.")
        )
    return redirect("showtimes:overview")


@require_safe
@seated(Kind.UNION, Kind.DISTRIBUTOR)
def films(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List the films of the programme by how sure we are of which they are."""
    visible = visible_matches(seat.organisation)
    listing = list_rows(
        request,
        Films,
        selectors.films_to_come(visible, timezone.now()),
        filters=FilmFilters,
        name="films-du-programme",
        exclude=() if seat.may_change else ("answer",),
    )
    if listing.file:
        return listing.file
    return render(request, "showtimes/films.html", {"films": listing})


@require_http_methods(["GET", "HEAD", "POST"])
@seated(Kind.UNION, Kind.DISTRIBUTOR)
def film(request: HttpRequest, seat: Seat, match_id: str) -> HttpResponse:
    """Say which film of the catalogue is meant, or that none is."""
    visible = visible_matches(seat.organisation).select_related("film__distributor")
    match = get_object_or_404(visible, id=match_id)
    offered = selectors.choosable(choosable_films(seat.organisation))
    posted = request.POST if request.method == "POST" else None
    form = decision_form(offered, posted, match.film_id)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["decision"] == "confirm":
            chosen = form.cleaned_data["film"]
            services.confirm(match, chosen, seat.user)
            said = _("« %(name)s » du programme est maintenant « %(film)s ».")
            messages.success(request, said % {"name": match.title, "film": chosen})
        else:
            services.reject(match, seat.user)
            said = _(
                "« %(name)s » est écarté : aucune publicité n’en dira les séances."
            )
            messages.success(request, said % {"name": match.title})
        return redirect("showtimes:films")
    return render(
        request,
        "showtimes/film.html",
        {
            "match": match,
            "form": form,
            "likeness": likeness_label(match.likeness),
            "coming": selectors.next_screenings(match, timezone.now()),
            "may_change": seat.may_change,
        },
        status=422 if request.method == "POST" else 200,
    )
