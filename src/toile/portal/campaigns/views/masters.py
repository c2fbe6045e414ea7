"""A film's poster and trailer: given once, made into all that placements need."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.campaigns import services
from toile.portal.campaigns.forms.files import PosterForm, TrailerForm
from toile.portal.campaigns.models import Master, Rendition
from toile.portal.campaigns.uploads.ranges import send
from toile.portal.campaigns.uploads.store import find
from toile.portal.films.models import Film
from toile.portal.films.rules import own_films

Kind = Organisation.Kind


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@seated(Kind.DISTRIBUTOR)
def masters(request: HttpRequest, seat: Seat, film_id: str) -> HttpResponse:
    """Show a film's files and take in others.

    The token is looked for only once the person is known: to find it the whole body is
    read, and two hundred megabytes are not taken from just anybody.
    """
    film = get_object_or_404(own_films(seat.organisation), id=film_id)
    return _guarded(request, seat, film)


@csrf_protect
def _guarded(request: HttpRequest, seat: Seat, film: Film) -> HttpResponse:
    form: BaseForm | None = None
    if request.method == "POST":
        form = _form(request)
        if form.is_valid():
            try:
                _take(film, form, seat)
            except ValidationError as error:
                _tell(form, error)
            else:
                messages.success(
                    request, _("Le fichier est reçu ; les déclinaisons se préparent.")
                )
                return redirect("campaigns:masters", film.id)
    poster = form if isinstance(form, PosterForm) else PosterForm()
    trailer = form if isinstance(form, TrailerForm) else TrailerForm()
    given = _shown(film) | {"poster_form": poster, "trailer_form": trailer}
    status = 422 if form is not None and form.errors else 200
    return render(request, "campaigns/masters.html", given, status=status)


@require_safe
@seated(Kind.DISTRIBUTOR)
def progress(request: HttpRequest, seat: Seat, film_id: str) -> HttpResponse:
    """Give the list of files alone, for the page to refresh itself."""
    film = get_object_or_404(own_films(seat.organisation), id=film_id)
    answer = render(request, "campaigns/_masters.html", _shown(film))
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@seated(Kind.DISTRIBUTOR)
def retry(request: HttpRequest, seat: Seat, master_id: str) -> HttpResponse:
    """Make the renditions of a file once more."""
    master = get_object_or_404(
        Master, id=master_id, film__in=own_films(seat.organisation)
    )
    if master.ended:
        services.retry(master)
    return redirect("campaigns:masters", master.film_id)


@require_safe
@seated(Kind.DISTRIBUTOR)
def rendition(request: HttpRequest, seat: Seat, rendition_id: int) -> HttpResponse:
    """Show a rendition to those whose film it is."""
    mine = Rendition.objects.filter(master__film__in=own_films(seat.organisation))
    found = get_object_or_404(mine, id=rendition_id)
    file = find(found.file)
    if file is None:
        return HttpResponse(status=404)
    return send(file, found.mime, request.headers.get("Range", ""))


def _form(request: HttpRequest) -> PosterForm | TrailerForm:
    if request.POST.get("kind") == "trailer":
        return TrailerForm(request.POST, request.FILES)
    return PosterForm(request.POST, request.FILES)


def _take(film: Film, form: PosterForm | TrailerForm, seat: Seat) -> None:
    given = form.cleaned_data
    if isinstance(form, PosterForm):
        services.add_poster(film, given["file"], given["key"], seat.user)
        return
    services.add_trailer(
        film,
        given["file"],
        given["key"],
        seat.user,
        from_ms=given["from_s"] * 1_000,
        length_ms=given["length_s"] * 1_000,
    )


def _tell(form: BaseForm, error: ValidationError) -> None:
    if hasattr(error, "error_dict"):
        for name, faults in error.error_dict.items():
            form.add_error(name if name in form.fields else "file", faults)
    else:
        form.add_error("file", error)


def _shown(film: Film) -> dict[str, Any]:
    found = list(Master.objects.filter(film=film).prefetch_related("renditions"))
    return {
        "film": film,
        "masters": found,
        "all_ended": all(one.ended for one in found),
    }
