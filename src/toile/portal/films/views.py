"""Film pages: for distributors to keep, for the union to look at what it judges."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.approvals import services as approvals
from toile.portal.approvals.forms import CommentForm
from toile.portal.approvals.selectors import status_of
from toile.portal.approvals.thread import thread_of
from toile.portal.films import selectors, services
from toile.portal.films.catalogue.searching import search
from toile.portal.films.forms import FACTS, FilmForm, SearchForm
from toile.portal.films.models import Film
from toile.portal.films.rules import own_films, visible_films
from toile.portal.films.tables import FilmFilters, FilmTable
from toile.portal.ui.forms import posted
from toile.portal.ui.tables import list_rows

Kind = Organisation.Kind


@require_safe
@seated(Kind.DISTRIBUTOR)
def films(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List one's films with the union's answers."""
    rows = selectors.films_of(seat.organisation)
    listing = list_rows(request, FilmTable, rows, filters=FilmFilters, name="films")
    if listing.file:
        return listing.file
    given = {"listing": listing, "may_change": seat.may_change}
    return render(request, "films/list.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@seated(Kind.DISTRIBUTOR)
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Find a film in the film data, complete it, and ask the union for its title."""
    form = FilmForm(posted(request), initial=_found(request))
    if request.method == "POST" and form.is_valid():
        try:
            film = services.add_film(
                seat.organisation, seat.user, id=form.cleaned_data["key"], **form.facts
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("« %s » est à votre catalogue ; son titre est parti au syndicat.")
                % film.title,
            )
            return redirect("films:detail", film.id)
    query = request.GET.get("q", "")
    given = {
        "form": form,
        "search": SearchForm(initial={"q": query}),
        "query": query,
        "found": search(query),
        "filled": bool(form.initial),
    }
    return render(request, "films/add.html", given, status=422 if form.errors else 200)


@require_safe
@seated(Kind.DISTRIBUTOR, Kind.UNION, Kind.OPERATOR)
def detail(request: HttpRequest, seat: Seat, film_id: str) -> HttpResponse:
    """Show a film, what the union said of its title, and the messages about it."""
    return _detail(request, seat, _visible(seat, film_id), CommentForm())


@require_POST
@seated(Kind.DISTRIBUTOR, Kind.UNION)
def write(request: HttpRequest, seat: Seat, film_id: str) -> HttpResponse:
    """Take a message about a film's title."""
    film = _visible(seat, film_id)
    form = CommentForm(request.POST)
    approval = status_of("film", film.id)
    if approval is None or not form.is_valid():
        return _detail(request, seat, film, form)
    approvals.comment(
        approval,
        seat.organisation,
        seat.user,
        form.cleaned_data["text"],
        form.cleaned_data["key"],
    )
    return redirect("films:detail", film.id)


@require_http_methods(["GET", "HEAD", "POST"])
@seated(Kind.DISTRIBUTOR)
def edit(request: HttpRequest, seat: Seat, film_id: str) -> HttpResponse:
    """Change a film; another title or page goes to the union again."""
    film = get_object_or_404(own_films(seat.organisation), id=film_id)
    stored = {name: getattr(film, name) for name in FACTS}
    form = FilmForm(posted(request), initial=stored)
    if request.method == "POST" and form.is_valid():
        asks = services.JUDGED & {
            name for name, value in form.facts.items() if stored[name] != value
        }
        try:
            services.change_film(film, seat.user, **form.facts)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("Le film est enregistré.")
            if asks:
                said = _("Le film est enregistré ; son titre repart au syndicat.")
            messages.success(request, said)
            return redirect("films:detail", film.id)
    given = {"form": form, "film": Film.objects.get(pk=film.pk)}
    return render(request, "films/edit.html", given, status=422 if form.errors else 200)


def _detail(
    request: HttpRequest, seat: Seat, film: Film, form: CommentForm
) -> HttpResponse:
    own = film.distributor_id == seat.organisation.id
    given: dict[str, Any] = {
        "film": film,
        "own": own,
        "may_change": own and seat.may_change,
        "may_write": seat.may_change and seat.kind != Kind.OPERATOR,
        "approval": status_of("film", film.id),
        "thread": thread_of("film", film.id),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "films/detail.html", given, status=status)


def _visible(seat: Seat, film_id: str) -> Film:
    films = visible_films(seat.organisation).select_related("distributor")
    return get_object_or_404(films, id=film_id)


def _found(request: HttpRequest) -> dict[str, Any]:
    record = selectors.record_of(request.GET.get("fiche", ""))
    if record is None:
        return {}
    found = {name: getattr(record, name) for name in ("title", "director", "year")}
    return found | {"visa": record.visa or "", "allocine_id": record.allocine_id or ""}
