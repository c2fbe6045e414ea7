"""Deals, for the operator's programs."""

from collections.abc import Collection
from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import (
    AS_INTEGER,
    KEY_PATTERN,
    Day,
    Given,
    Key,
    Line,
    Micros,
    Told,
)
from toile.portal.inventory import services
from toile.portal.inventory.models import Deal, Exchange, Placement, Publisher
from toile.portal.tokens.scopes import Scope

OPERATOR = Organisation.Kind.OPERATOR
Status = Literal["active", "paused"]
_MOST_PLACES = 500
_EXAMPLE: JsonDict = {
    "exchange": "01KAEX0000000000000000000A",
    "code": "EQ-1",
    "name": "Matinale",
    "floor_micros": 4_500_000,
}

router = ApiRouter("Deals")


class DealOut(Told):
    """A private agreement on an exchange."""

    id: Key
    exchange: Key
    code: str = Field(description="As the exchange writes it (imp.pmp.deals.id).")
    name: str
    publisher: Key | None
    placements: list[Key] = Field(description="Those it is for; none: all it covers.")
    floor_micros: Micros = Field(description="Of 1000 impressions, in micro-euros.")
    starts_on: Day | None
    ends_on: Day | None
    status: str = Field(description="active or paused.")


class DealIn(Given):
    """A deal to be written down."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    exchange: Key
    code: Line = Field(min_length=1, max_length=64)
    name: Line = Field(min_length=1, max_length=160)
    publisher: Key | None = None
    placements: list[Key] = Field(default_factory=list, max_length=_MOST_PLACES)
    floor_micros: Micros = Field(0, ge=0, le=10**9)
    starts_on: Day | None = None
    ends_on: Day | None = None
    status: Status = "active"


class DealChanges(Given):
    """What is to change; what is not named stays.

    Null takes the publisher or a day away; of the others it says nothing.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "paused"}]})

    code: Line | None = Field(None, min_length=1, max_length=64)
    name: Line | None = Field(None, min_length=1, max_length=160)
    publisher: Key | None = None
    placements: list[Key] | None = Field(None, max_length=_MOST_PLACES)
    floor_micros: Annotated[int, Field(ge=0, le=10**9), AS_INTEGER] | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    status: Status | None = None


class DealsAsked(Paging):
    """Which deals."""

    exchange: str | None = Field(None, pattern=KEY_PATTERN)
    status: Status | None = None


@router.reads("/deals", Scope.INVENTORY_READ, OPERATOR, gives=Page[DealOut])
def list_deals(request: ApiRequest, asked: Query[DealsAsked]) -> Page[DealOut]:
    """List deals."""
    rows = Deal.objects.prefetch_related("placements")
    return page_of(rows, asked, _deal, exchange_id=asked.exchange, status=asked.status)


@router.writes("/deals", Scope.INVENTORY_WRITE, OPERATOR, gives=DealOut)
def add_deal(request: ApiRequest, given: DealIn) -> DealOut:
    """Write a deal down."""
    exchange = Exchange.objects.filter(id=given.exchange).first()
    if exchange is None:
        told = _("Aucune place de marché ne porte cette clé.")
        raise ValidationError({"exchange": told})
    fields = _fields(given.model_dump(exclude={"exchange", "placements"}))
    places = _places(given.placements)
    caller = request.auth
    made = services.add_deal(
        exchange, places, caller.organisation, caller.user, **fields
    )
    return _deal(made)


@router.writes(
    "/deals/{deal_id}",
    Scope.INVENTORY_WRITE,
    OPERATOR,
    gives=DealOut,
    status=200,
    method="PATCH",
)
def change_deal(request: ApiRequest, deal_id: Key, given: DealChanges) -> DealOut:
    """Change a deal."""
    found = get_object_or_404(Deal, id=deal_id)
    may_end = ("publisher", "starts_on", "ends_on")
    said = given.model_dump(exclude_unset=True, exclude={"placements"})
    fields = _fields({k: v for k, v in said.items() if v is not None or k in may_end})
    if given.placements is None:
        places = list(found.placements.all())
    else:
        places = _places(given.placements)
    caller = request.auth
    services.change_deal(found, places, caller.organisation, caller.user, **fields)
    return _deal(Deal.objects.get(pk=found.pk))


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    key = given.get("publisher")
    if key is None:
        return given
    publisher = Publisher.objects.filter(id=key).first()
    if publisher is None:
        raise ValidationError({"publisher": _("Aucun support ne porte cette clé.")})
    return given | {"publisher": publisher}


def _places(keys: Collection[str]) -> list[Placement]:
    found = list(Placement.objects.filter(id__in=keys))
    missing = sorted({*keys} - {place.id for place in found})
    if missing:
        told = _("Aucun emplacement ne porte cette clé : %(keys)s.")
        raise ValidationError({"placements": told % {"keys": ", ".join(missing)}})
    return found


def _deal(deal: Deal) -> DealOut:
    return DealOut(
        id=deal.id,
        exchange=deal.exchange_id,
        code=deal.code,
        name=deal.name,
        publisher=deal.publisher_id,
        placements=sorted(place.id for place in deal.placements.all()),
        floor_micros=deal.floor_micros,
        starts_on=deal.starts_on,
        ends_on=deal.ends_on,
        status=deal.status,
    )
