"""Publishers and placements, for programs."""

from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import ConfigDict, Field

from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import KEY_PATTERN, Given, Integer, Key, Line, Micros, Told
from toile.portal.inventory import services
from toile.portal.inventory.models import Placement, Publisher
from toile.portal.inventory.rules import buyable_placements, visible_publishers
from toile.portal.tokens.scopes import Scope

Kind = Organisation.Kind
READERS = (Kind.OPERATOR, Kind.PUBLISHER)

router = ApiRouter("Inventory")


class PublisherOut(Told):
    """A publisher, with or without an account of its own."""

    id: Key
    name: str
    origins: list[str]
    bundles: list[str] = Field(description="Its apps, as stores name them.")


class PlacementOut(Told):
    """A place on a publisher's site."""

    id: Key
    publisher: Key
    publisher_name: str
    name: str
    key: str = Field(description="The public key of its tag.")
    format: str = Field(description="insert or popup.")
    width: int
    height: int
    interests: list[str] = Field(description="IAB Audience Taxonomy 1.1.")
    sold_by: str = Field(description="tag or exchange.")
    tag_id: str = Field(description="Its name in bid requests (imp.tagid), if any.")
    floor_micros: Micros = Field(description="Of 1000 impressions, in micro-euros.")
    status: str = Field(description="active or paused.")


class PublisherIn(Given):
    """A publisher, and the origins whose pages may ask for ads."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "France Inter", "origins": ["https://inter.example"]}]
        }
    )

    name: Line = Field(min_length=1, max_length=160)
    origins: list[Line] = Field(min_length=1, max_length=50)
    bundles: list[Line] = Field(default_factory=list, max_length=50)


class PlacementIn(Given):
    """A place to be opened."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "publisher": "01KAEX0000000000000000000A",
                    "name": "Encart",
                    "format": "insert",
                    "width": 300,
                    "height": 250,
                }
            ]
        }
    )

    publisher: Key
    name: Line = Field(min_length=1, max_length=160)
    format: Literal["insert", "popup"]
    width: Integer = Field(ge=1, le=5000)
    height: Integer = Field(ge=1, le=5000)
    interests: list[Line] = Field(default_factory=list, max_length=100)
    sold_by: Literal["tag", "exchange"] = "tag"
    tag_id: Line = Field("", max_length=64)
    floor_micros: Micros = Field(0, ge=0, le=10**9)


class PlacementsAsked(Paging):
    """Which places."""

    publisher: str | None = Field(None, pattern=KEY_PATTERN)
    format: Literal["insert", "popup"] | None = None
    status: Literal["active", "paused"] | None = None


@router.reads("/publishers", Scope.INVENTORY_READ, *READERS, gives=Page[PublisherOut])
def list_publishers(request: ApiRequest, asked: Query[Paging]) -> Page[PublisherOut]:
    """List publishers; a publisher sees its own."""
    return page_of(visible_publishers(request.auth.organisation), asked, _publisher)


@router.reads(
    "/placements",
    Scope.INVENTORY_READ,
    *READERS,
    Kind.DISTRIBUTOR,
    gives=Page[PlacementOut],
)
def list_placements(
    request: ApiRequest, asked: Query[PlacementsAsked]
) -> Page[PlacementOut]:
    """List placements: a publisher its own, a distributor those it may choose."""
    return page_of(
        buyable_placements(request.auth.organisation),
        asked,
        _placement,
        publisher_id=asked.publisher,
        format=asked.format,
        status=asked.status,
    )


@router.writes("/publishers", Scope.INVENTORY_WRITE, Kind.OPERATOR, gives=PublisherOut)
def add_publisher(request: ApiRequest, given: PublisherIn) -> PublisherOut:
    """Register a publisher."""
    made = services.add_publisher(
        given.name, given.origins, request.auth.user, bundles=given.bundles
    )
    return _publisher(made)


@router.writes("/placements", Scope.INVENTORY_WRITE, Kind.OPERATOR, gives=PlacementOut)
def add_placement(request: ApiRequest, given: PlacementIn) -> PlacementOut:
    """Open a place on a publisher's site."""
    fields = given.model_dump(exclude={"publisher"})
    publisher = Publisher.objects.filter(id=given.publisher).first()
    if publisher is None:
        raise ValidationError({"publisher": _("Aucun support ne porte cette clé.")})
    return _placement(services.add_placement(publisher, request.auth.user, **fields))


def _publisher(publisher: Publisher) -> PublisherOut:
    return PublisherOut(
        id=publisher.id,
        name=publisher.name,
        origins=publisher.origins,
        bundles=publisher.bundles,
    )


def _placement(placement: Placement) -> PlacementOut:
    return PlacementOut(
        id=placement.id,
        publisher=placement.publisher_id,
        publisher_name=placement.publisher.name,
        name=placement.name,
        key=placement.key,
        format=placement.format,
        width=placement.width,
        height=placement.height,
        interests=placement.interests,
        sold_by=placement.sold_by,
        tag_id=placement.tag_id,
        floor_micros=placement.floor_micros,
        status=placement.status,
    )
