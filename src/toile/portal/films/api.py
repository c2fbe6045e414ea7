"""Films, for programs."""

from typing import Annotated, Literal

from django.shortcuts import get_object_or_404
from ninja import Query
from pydantic import ConfigDict, Field

from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import (
    AS_INTEGER,
    AS_WHOLE,
    Given,
    Integer,
    Key,
    Line,
    Prose,
    Told,
)
from toile.portal.films import services
from toile.portal.films.models import Film
from toile.portal.films.rules import own_films, visible_films
from toile.portal.films.selectors import with_approval
from toile.portal.tokens.scopes import Scope

Kind = Organisation.Kind
READERS = (Kind.DISTRIBUTOR, Kind.UNION, Kind.OPERATOR)
Rating = Literal["tous publics", "-10", "-12", "-16", "-18"]
LARGEST_ID = 2**31 - 1

router = ApiRouter("Films")


class FilmOut(Told):
    """A film, with the union's answer about its title."""

    id: Key
    distributor: Key
    title: str
    director: str
    year: int | None
    allocine_id: int
    allocine_url: str = Field(description="Where every click leads.")
    synopsis: str
    rating: str
    approval: str | None = Field(
        description="pending, approved, refused or lapsed; null if never asked."
    )


class FilmIn(Given):
    """A film to be registered; the union is asked about its title."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"title": "L’Ombre de Staline", "allocine_id": 265414}]
        }
    )

    title: Line = Field(min_length=1, max_length=200)
    allocine_id: Integer = Field(ge=1, le=LARGEST_ID)
    director: Line = Field("", max_length=200)
    year: Annotated[int, Field(ge=1888, le=2100), AS_INTEGER] | None = None
    synopsis: Prose = Field("", max_length=5000)
    rating: Rating = "tous publics"


class FilmChanges(Given):
    """What is to change; what is not named stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"rating": "-12"}]})

    title: Line | None = Field(None, min_length=1, max_length=200)
    allocine_id: Annotated[int, Field(ge=1, le=LARGEST_ID), AS_INTEGER] | None = None
    director: Line | None = Field(None, max_length=200)
    year: Annotated[int, Field(ge=1888, le=2100), AS_INTEGER] | None = None
    synopsis: Prose | None = Field(None, max_length=5000)
    rating: Rating | None = None


class FilmsAsked(Paging):
    """Which films."""

    allocine_id: Annotated[int, Field(ge=1, le=LARGEST_ID), AS_WHOLE] | None = None


@router.reads("/films", Scope.FILMS_READ, *READERS, gives=Page[FilmOut])
def list_films(request: ApiRequest, asked: Query[FilmsAsked]) -> Page[FilmOut]:
    """List the films of one's catalogue; union and operator see all."""
    rows = with_approval(visible_films(request.auth.organisation))
    return page_of(rows, asked, _write, allocine_id=asked.allocine_id)


@router.reads("/films/{film_id}", Scope.FILMS_READ, *READERS, gives=FilmOut)
def get_film(request: ApiRequest, film_id: Key) -> FilmOut:
    """Read one film."""
    rows = with_approval(visible_films(request.auth.organisation))
    return _write(get_object_or_404(rows, id=film_id))


@router.writes("/films", Scope.FILMS_WRITE, Kind.DISTRIBUTOR, gives=FilmOut)
def add_film(request: ApiRequest, given: FilmIn) -> FilmOut:
    """Register a film, and ask the union about its title."""
    caller = request.auth
    fields = given.model_dump()
    return _anew(services.add_film(caller.organisation, caller.user, **fields))


@router.writes(
    "/films/{film_id}",
    Scope.FILMS_WRITE,
    Kind.DISTRIBUTOR,
    gives=FilmOut,
    status=200,
    method="PATCH",
)
def change_film(request: ApiRequest, film_id: Key, given: FilmChanges) -> FilmOut:
    """Correct a film; another title or page is for the union to judge again."""
    caller = request.auth
    film = get_object_or_404(own_films(caller.organisation), id=film_id)
    fields = given.model_dump(exclude_unset=True)
    # Null takes a year away; of the other fields it says nothing.
    kept = {k: v for k, v in fields.items() if v is not None or k == "year"}
    return _anew(services.change_film(film, caller.user, **kept))


def _anew(film: Film) -> FilmOut:
    return _write(with_approval(Film.objects.all()).get(pk=film.pk))


def _write(film: Film) -> FilmOut:
    return FilmOut(
        id=film.id,
        distributor=film.distributor_id,
        title=film.title,
        director=film.director,
        year=film.year,
        allocine_id=film.allocine_id,
        allocine_url=film.allocine_url,
        synopsis=film.synopsis,
        rating=film.rating,
        approval=getattr(film, "approval", None),
    )
