"""Flights and line items: when, whom, where, for how much."""

from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import ConfigDict, Field

from toile.ads.delivery.caps import MOST_AN_HOUR
from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import (
    AS_INTEGER,
    Given,
    Integer,
    Key,
    Line,
    Micros,
    Time,
    Told,
)
from toile.portal.campaigns import selectors, services
from toile.portal.campaigns.api.campaigns import (
    READERS,
    own_campaign,
    visible_campaign,
)
from toile.portal.campaigns.models import Flight, LineItem
from toile.portal.campaigns.models.line import MOST_APART_SECONDS
from toile.portal.inventory.models import Deal, Placement
from toile.portal.inventory.rules import buyable_placements
from toile.portal.tokens.scopes import Scope
from toile.wire.plan import Pacing
from toile.wire.targeting import Criterion, DeviceClass, Unknown

Kind = Organisation.Kind
MOST_MICROS = 10**15

router = ApiRouter("Campaigns")


class FlightOut(Told):
    """A stretch of time in which a campaign runs; the end is exclusive."""

    id: Key
    campaign: Key
    name: str
    starts_at: Time
    ends_at: Time


class FlightIn(Given):
    """A stretch of time for a campaign that is a draft."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Semaine 1",
                    "starts_at": "2026-11-25T00:00:00+01:00",
                    "ends_at": "2026-12-02T00:00:00+01:00",
                }
            ]
        }
    )

    name: Line = Field(min_length=1, max_length=160)
    starts_at: Time
    ends_at: Time


class Place(Given):
    """Where a spectator is; what is not given asks nothing."""

    country: Literal["FR"] = "FR"
    region: str | None = Field(None, pattern="^[0-9]{2}$", description="INSEE code.")
    departement: str | None = Field(None, pattern="^[0-9AB]{2,3}$")


class Ages(Given):
    """Ages in whole years, both included."""

    youngest: Integer = Field(ge=0, le=120)
    oldest: Integer = Field(ge=0, le=120)


class Hours(Given):
    """Hours of some days, Paris time: 0 is Monday; ``until`` is exclusive."""

    days: list[Annotated[int, Field(ge=0, le=6), AS_INTEGER]] = Field(
        min_length=1, max_length=7
    )
    first: Integer = Field(ge=0, le=23)
    until: Integer = Field(ge=1, le=24)


class LineOut(Told):
    """Criteria, price and budget."""

    id: Key
    flight: Key
    name: str
    status: str = Field(description="active or paused.")
    budget_micros: Micros
    price_micros: Micros = Field(description="Of 1000 impressions, in micro-euros.")
    pool: bool = Field(description='The option "Salles Art et Essai".')
    placements: list[Key]
    geography: list[dict[str, Any]]
    ages: list[dict[str, int]]
    genders: list[str]
    interests: list[str]
    cap_impressions: int | None
    cap_days: int
    cap_an_hour: int = Field(description="0 asks nothing.")
    cap_flight: int = Field(description="In the whole flight; 0 asks nothing.")
    cap_apart_seconds: int = Field(description="Between two; 0 asks nothing.")
    devices: list[str]
    dayparts: list[dict[str, Any]]
    languages: list[str]
    keywords: list[str]
    categories: list[str] = Field(description="IAB Content Taxonomy 3.1.")
    categories_excluded: list[str]
    hosts_excluded: list[str]
    unknown: dict[str, str] = Field(description="Where it is not as usual.")
    pacing: str = Field(description="even, front or fast.")
    shading: bool
    anonymous: bool = Field(description="Bids by context where no consent is given.")
    deals: list[Key]


class LineIn(Given):
    """A line for a flight of a campaign that is a draft."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Salles Art et Essai",
                    "placements": ["01KAEX0000000000000000000A"],
                    "budget_micros": 500_000_000,
                    "price_micros": 4_000_000,
                    "pool": True,
                }
            ]
        }
    )

    name: Line = Field(min_length=1, max_length=160)
    placements: list[Key] = Field(min_length=1, max_length=200)
    budget_micros: Micros = Field(ge=0, le=MOST_MICROS)
    price_micros: Micros = Field(ge=0, le=MOST_MICROS)
    pool: bool = False
    geography: list[Place] = Field(default_factory=list, max_length=200)
    ages: list[Ages] = Field(default_factory=list, max_length=20)
    genders: list[Literal["female", "male"]] = Field(default_factory=list, max_length=2)
    interests: list[Line] = Field(default_factory=list, max_length=100)
    cap_impressions: Annotated[int, Field(ge=1, le=1000), AS_INTEGER] | None = None
    cap_days: Integer = Field(1, ge=1, le=90)
    cap_an_hour: Integer = Field(0, ge=0, le=MOST_AN_HOUR)
    cap_flight: Integer = Field(0, ge=0, le=1_000)
    cap_apart_seconds: Integer = Field(0, ge=0, le=MOST_APART_SECONDS)
    devices: list[DeviceClass] = Field(default_factory=list, max_length=4)
    dayparts: list[Hours] = Field(default_factory=list, max_length=50)
    languages: list[Annotated[str, Field(pattern="^[a-z]{2}$")]] = Field(
        default_factory=list, max_length=50
    )
    keywords: list[Line] = Field(default_factory=list, max_length=100)
    categories: list[Line] = Field(default_factory=list, max_length=100)
    categories_excluded: list[Line] = Field(default_factory=list, max_length=100)
    hosts_excluded: list[Line] = Field(default_factory=list, max_length=200)
    unknown: dict[Criterion, Unknown] = Field(default_factory=dict)
    pacing: Pacing = "even"
    shading: bool = False
    anonymous: bool = False
    deals: list[Key] = Field(default_factory=list, max_length=50)


@router.reads(
    "/campaigns/{campaign_id}/flights",
    Scope.CAMPAIGNS_READ,
    *READERS,
    gives=Page[FlightOut],
)
def list_flights(
    request: ApiRequest, campaign_id: Key, asked: Query[Paging]
) -> Page[FlightOut]:
    """List a campaign's flights."""
    campaign = visible_campaign(request, campaign_id)
    return page_of(campaign.flights.all(), asked, _flight)


@router.writes(
    "/campaigns/{campaign_id}/flights",
    Scope.CAMPAIGNS_WRITE,
    Kind.DISTRIBUTOR,
    gives=FlightOut,
)
def add_flight(request: ApiRequest, campaign_id: Key, given: FlightIn) -> FlightOut:
    """Give a campaign a stretch of time."""
    campaign = own_campaign(request, campaign_id)
    if given.ends_at <= given.starts_at:
        raise ValidationError({"ends_at": _("La fin doit venir après le début.")})
    made = services.add_flight(
        campaign, given.name, given.starts_at, given.ends_at, request.auth.user
    )
    return _flight(made)


@router.reads(
    "/campaigns/{campaign_id}/lines",
    Scope.CAMPAIGNS_READ,
    *READERS,
    gives=Page[LineOut],
)
def list_lines(
    request: ApiRequest, campaign_id: Key, asked: Query[Paging]
) -> Page[LineOut]:
    """List a campaign's lines, whatever their flight."""
    campaign = visible_campaign(request, campaign_id)
    rows = LineItem.objects.filter(flight__campaign=campaign)
    return page_of(_with_places(rows), asked, _line)


@router.writes(
    "/flights/{flight_id}/lines",
    Scope.CAMPAIGNS_WRITE,
    Kind.DISTRIBUTOR,
    gives=LineOut,
)
def add_line(request: ApiRequest, flight_id: Key, given: LineIn) -> LineOut:
    """Give a flight a line on the chosen placements."""
    own = Flight.objects.filter(campaign__distributor=request.auth.organisation)
    flight = get_object_or_404(own, id=flight_id)
    fields = given.model_dump(
        exclude={"name", "placements", "deals"}, exclude_none=True
    )
    return _line(
        services.add_line(
            flight,
            given.name,
            _chosen(request, given),
            request.auth.user,
            _deals(given),
            **fields,
        )
    )


@router.reads("/live-lines", Scope.CAMPAIGNS_READ, Kind.OPERATOR, gives=Page[LineOut])
def list_live_lines(request: ApiRequest, asked: Query[Paging]) -> Page[LineOut]:
    """List the lines that are served now, of all campaigns."""
    live = [line.id for line in selectors.live_lines(timezone.now())]
    rows = LineItem.objects.filter(id__in=live)
    return page_of(_with_places(rows), asked, _line)


def _chosen(request: ApiRequest, given: LineIn) -> list[Placement]:
    places = buyable_placements(request.auth.organisation)
    found = list(places.filter(id__in=given.placements))
    faults: dict[str, str] = {}
    missing = set(given.placements) - {place.id for place in found}
    if missing:
        faults["placements"] = _("Aucun emplacement ouvert n’a ces clés : %s.") % (
            ", ".join(sorted(missing))
        )
    if any(ages.oldest < ages.youngest for ages in given.ages):
        faults["ages"] = _("L’âge le plus haut vient après le plus bas.")
    if faults:
        raise ValidationError(dict(faults))
    return found


def _deals(given: LineIn) -> list[Deal]:
    found = list(Deal.objects.filter(id__in=given.deals, status=Deal.Status.ACTIVE))
    missing = set(given.deals) - {deal.id for deal in found}
    if missing:
        raise ValidationError(
            {
                "deals": _("Aucun deal prêt n’a ces clés : %s.")
                % ", ".join(sorted(missing))
            }
        )
    return found


def _with_places(rows: QuerySet[LineItem]) -> QuerySet[LineItem]:
    return rows.prefetch_related("placements", "deals")


def _flight(flight: Flight) -> FlightOut:
    return FlightOut(
        id=flight.id,
        campaign=flight.campaign_id,
        name=flight.name,
        starts_at=flight.starts_at,
        ends_at=flight.ends_at,
    )


_SAME = (
    *("cap_an_hour", "cap_flight", "cap_apart_seconds", "devices", "dayparts"),
    *("languages", "keywords", "categories", "categories_excluded"),
    *("hosts_excluded", "unknown", "pacing", "shading", "anonymous"),
)


def _line(line: LineItem) -> LineOut:
    return LineOut(
        id=line.id,
        flight=line.flight_id,
        name=line.name,
        status=line.status,
        budget_micros=line.budget_micros,
        price_micros=line.price_micros,
        pool=line.pool,
        placements=sorted(place.id for place in line.placements.all()),
        geography=line.geography,
        ages=line.ages,
        genders=line.genders,
        interests=line.interests,
        cap_impressions=line.cap_impressions,
        cap_days=line.cap_days,
        deals=sorted(deal.id for deal in line.deals.all()),
        **{name: getattr(line, name) for name in _SAME},
    )
