"""Exchanges, for the operator's programs; what is secret is given and never told."""

from typing import Annotated, Any, Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import ConfigDict, Field

from toile.ads.exchanges.price_crypt import PriceKeys
from toile.portal.accounts.models import Organisation
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.paging import Page, Paging, page_of
from toile.portal.api.routes import ApiRouter
from toile.portal.api.shapes import (
    AS_INTEGER,
    Given,
    Key,
    Line,
    Prose,
    Time,
    Told,
)
from toile.portal.inventory import services
from toile.portal.inventory.agreed import read_price_key
from toile.portal.inventory.models import Exchange
from toile.portal.tokens.scopes import Scope

OPERATOR = Organisation.Kind.OPERATOR
Version = Literal["2.5", "2.6"]
Chain = Literal["ignore", "known", "complete"]
Bills = Literal["burl", "impression"]
Status = Literal["active", "paused"]
_MOST_QUERIES = 1_000_000
_MOST_VALUES = 500
# What an Authorization header and a query may carry as it is.
_SECRET_PATTERN = "^[A-Za-z0-9._~-]{32,200}$"  # noqa: S105 - a shape, no secret

router = ApiRouter("Exchanges")


class ExchangeOut(Told):
    """An exchange, and what is agreed with it."""

    id: Key
    name: str
    slug: str = Field(description="The word of its address: POST /openrtb/<slug>.")
    status: str = Field(description="active or paused.")
    version: str
    seat: str
    system: str = Field(description="Its domain in ads.txt files.")
    networks: list[str]
    by_browser: bool
    queries_a_second: int = Field(description="0: no limit.")
    hosts: list[str] = Field(description="Sites it may offer; none: all of ours.")
    ads_txt: bool
    supply_chain: str = Field(description="ignore, known or complete.")
    bills: str = Field(description="burl or impression.")
    sync_url: str
    unsync_url: str = Field(description="What a browser that erased calls.")
    explains: bool
    contact_name: str
    contact_email: str
    notes: str
    secret_made_at: Time | None = Field(description="Null: it has no shared secret.")
    price_keys_at: Time | None = Field(description="Null: its prices are in clear.")


class PriceKeysIn(Given):
    """The two keys by which an exchange encrypts prices, in base64."""

    encryption: Line = Field(min_length=1, max_length=120)
    integrity: Line = Field(min_length=1, max_length=120)


class ExchangeChanges(Given):
    """What is to change; what is not named stays.

    Null takes ``secret`` or ``price_keys`` away; of the others it says nothing.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"queries_a_second": 2000, "status": "active"}]}
    )

    name: Line | None = Field(None, min_length=1, max_length=160)
    status: Status | None = None
    version: Version | None = None
    seat: Line | None = Field(None, max_length=64)
    system: Line | None = Field(None, max_length=253)
    networks: list[Line] | None = Field(None, max_length=_MOST_VALUES)
    by_browser: bool | None = None
    queries_a_second: (
        Annotated[int, Field(ge=0, le=_MOST_QUERIES), AS_INTEGER] | None
    ) = None
    hosts: list[Line] | None = Field(None, max_length=_MOST_VALUES)
    ads_txt: bool | None = None
    supply_chain: Chain | None = None
    bills: Bills | None = None
    sync_url: Line | None = Field(None, max_length=500)
    unsync_url: Line | None = Field(None, max_length=500)
    explains: bool | None = None
    contact_name: Line | None = Field(None, max_length=120)
    contact_email: Line | None = Field(None, max_length=254)
    notes: Prose | None = Field(None, max_length=2000)
    secret: str | None = Field(
        None,
        pattern=_SECRET_PATTERN,
        description="What it shows at the door; kept as a digest, never told.",
        json_schema_extra={"writeOnly": True},
    )
    price_keys: PriceKeysIn | None = Field(
        None,
        description="Sealed when they come, never told.",
        json_schema_extra={"writeOnly": True},
    )


@router.reads("/exchanges", Scope.INVENTORY_READ, OPERATOR, gives=Page[ExchangeOut])
def list_exchanges(request: ApiRequest, asked: Query[Paging]) -> Page[ExchangeOut]:
    """List exchanges."""
    return page_of(Exchange.objects.all(), asked, _exchange)


@router.reads(
    "/exchanges/{exchange_id}", Scope.INVENTORY_READ, OPERATOR, gives=ExchangeOut
)
def get_exchange(request: ApiRequest, exchange_id: Key) -> ExchangeOut:
    """Read one exchange."""
    return _exchange(get_object_or_404(Exchange, id=exchange_id))


@router.writes(
    "/exchanges/{exchange_id}",
    Scope.INVENTORY_WRITE,
    OPERATOR,
    gives=ExchangeOut,
    status=200,
    method="PATCH",
)
def change_exchange(
    request: ApiRequest, exchange_id: Key, given: ExchangeChanges
) -> ExchangeOut:
    """Change what is agreed with an exchange, its secret, its price keys."""
    found = get_object_or_404(Exchange, id=exchange_id)
    operator, by = request.auth.organisation, request.auth.user
    fields: dict[str, Any] = given.model_dump(exclude_unset=True)
    secrets = {name: name in fields for name in ("secret", "price_keys")}
    status = fields.pop("status", None)
    kept = {k: v for k, v in fields.items() if k not in secrets and v is not None}
    services.change_exchange(found, operator, by, **kept)
    if secrets["secret"]:
        services.set_secret(found, given.secret, operator, by, timezone.now())
    if secrets["price_keys"]:
        _set_price_keys(request, found, given.price_keys)
    if status is not None:
        active = status == Exchange.Status.ACTIVE
        services.set_exchange_active(found, operator, by, active=active)
    return _exchange(found)


def _set_price_keys(
    request: ApiRequest, found: Exchange, given: PriceKeysIn | None
) -> None:
    operator, by = request.auth.organisation, request.auth.user
    if given is None:
        services.remove_price_keys(found, operator, by)
        return
    read = {}
    for name in ("encryption", "integrity"):
        try:
            read[name] = read_price_key(getattr(given, name))
        except ValidationError as error:
            raise ValidationError({f"price_keys.{name}": error.messages}) from None
    if read["encryption"] == read["integrity"]:
        told = _("Les deux clés sont la même : collez l’une et l’autre.")
        raise ValidationError({"price_keys.integrity": told})
    services.set_price_keys(
        found,
        PriceKeys(**read),
        operator,
        by,
        now=timezone.now(),
        key_file=settings.TOILE.ads_keys,
    )


def _exchange(exchange: Exchange) -> ExchangeOut:
    fields = {
        name: getattr(exchange, name)
        for name in ExchangeOut.model_fields
        if not name.endswith("_at")
    }
    return ExchangeOut(
        **fields,
        secret_made_at=exchange.secret_made_at,
        price_keys_at=exchange.price_keys_at,
    )
