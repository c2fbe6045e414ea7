"""Cinemas, their sites and their days, for programs."""

import datetime

from django.http import Http404
from ninja import Query
from pydantic import Field

from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import Asked, Day, Key, Time, Told
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas.choices import ToldDay, told_by_cinema
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.cinemas.rules import visible_cinemas
from toile.portal.tokens.scopes import Scope
from toile.wire.clock import now_ms, paris_date

Kind = Organisation.Kind
MOST_DAYS = 366

router = ApiRouter("Cinemas")


class CinemaOut(Told):
    """A member cinema, or one that asked to be."""

    id: Key
    name: str
    cnc_number: str
    commune: str
    postal_code: str
    departement: str
    latitude: float | None
    longitude: float | None
    screens: int
    category: str = Field(description="Of the CNC's classification Art et Essai.")


class SiteOut(Told):
    """A web site of a cinema."""

    id: Key
    name: str
    key: str = Field(description="The public key of its pixel.")
    origins: list[str]
    status: str = Field(description="active, paused or suspended.")


class DayOut(Told):
    """A day of a cinema's sites.

    Choices of people come in packets of the smallest cell of the pool's rules (never
    less than 50): what does not fill one waits for the days after, null until then.
    Days can be added up.
    """

    day: Day
    visits: int
    consents: int | None
    refusals: int | None
    withdrawals: int | None


class DaysOut(Told):
    """Some days of a cinema, the oldest first, none left out."""

    items: list[DayOut]
    as_of: Time = Field(description="When this was read; the last day may still grow.")


class CinemasAsked(Paging):
    """Which cinemas."""

    departement: str | None = Field(
        None, pattern="^[0-9AB]{2,3}$", description="INSEE code: 83, 2A, 974."
    )


class DaysAsked(Asked):
    """Which days."""

    last: Day | None = Field(None, description="The last day; today if not given.")
    days: int = Field(30, ge=1, le=MOST_DAYS, description="How many days up to it.")


@router.reads(
    "/cinemas", Scope.CINEMAS_READ, Kind.CINEMA, Kind.UNION, gives=Page[CinemaOut]
)
def list_cinemas(request: ApiRequest, asked: Query[CinemasAsked]) -> Page[CinemaOut]:
    """List the cinemas of one's organisation; the union sees all."""
    rows = visible_cinemas(request.auth.organisation)
    return page_of(rows, asked, write_cinema, departement=asked.departement)


@router.reads(
    "/cinemas/{cinema_id}", Scope.CINEMAS_READ, Kind.CINEMA, Kind.UNION, gives=CinemaOut
)
def get_cinema(request: ApiRequest, cinema_id: Key) -> CinemaOut:
    """Read one cinema."""
    return write_cinema(find_cinema(request, cinema_id))


@router.reads(
    "/cinemas/{cinema_id}/sites",
    Scope.CINEMAS_READ,
    Kind.CINEMA,
    Kind.UNION,
    gives=Page[SiteOut],
)
def list_sites(
    request: ApiRequest, cinema_id: Key, asked: Query[Paging]
) -> Page[SiteOut]:
    """List a cinema's web sites."""
    return page_of(find_cinema(request, cinema_id).sites.all(), asked, _site)


@router.reads(
    "/cinemas/{cinema_id}/days",
    Scope.CINEMAS_READ,
    Kind.CINEMA,
    Kind.UNION,
    gives=DaysOut,
)
def list_cinema_days(
    request: ApiRequest, cinema_id: Key, asked: Query[DaysAsked]
) -> DaysOut:
    """Read a cinema's daily figures."""
    cinema = find_cinema(request, cinema_id)
    today = paris_date(now_ms())
    last, least = asked.last or today, rules_in_force(today).smallest_cell
    told = told_by_cinema([cinema.id], least).get(cinema.id, {})
    days = (last - datetime.timedelta(days=n) for n in reversed(range(asked.days)))
    return DaysOut(
        items=[_day(day, told.get(day, ToldDay())) for day in days],
        as_of=datetime.datetime.now(datetime.UTC),
    )


def find_cinema(request: ApiRequest, cinema_id: str) -> Cinema:
    """Find a cinema that the caller may see, or 404."""
    cinema = visible_cinemas(request.auth.organisation).filter(id=cinema_id).first()
    if cinema is None:
        raise Http404
    return cinema


def write_cinema(cinema: Cinema) -> CinemaOut:
    """Write a cinema as it is answered."""
    return CinemaOut(
        id=cinema.id,
        name=cinema.name,
        cnc_number=cinema.cnc_number,
        commune=cinema.commune,
        postal_code=cinema.postal_code,
        departement=cinema.departement,
        latitude=cinema.latitude,
        longitude=cinema.longitude,
        screens=cinema.screens,
        category=cinema.category,
    )


def _site(site: Site) -> SiteOut:
    return SiteOut(
        id=site.id,
        name=site.name,
        key=site.key,
        origins=site.origins,
        status=site.status,
    )


def _day(day: datetime.date, told: ToldDay) -> DayOut:
    return DayOut(
        day=day,
        visits=told.visits,
        consents=told.consents or None,
        refusals=told.refusals or None,
        withdrawals=told.withdrawals or None,
    )
