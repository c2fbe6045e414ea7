"""Writes what the operator sells: publishers, places, exchanges with their deals."""

import datetime
from collections.abc import Iterable, Mapping

import msgspec

from toile.ops.demo.asked import past_days
from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.world import Exchange as ExchangeFacts
from toile.ops.demo.world import Placement as PlacementFacts
from toile.ops.demo.world import Publisher as PublisherFacts
from toile.ops.demo.world import World
from toile.ops.demo.world.records import DealFacts
from toile.portal.accounts.models import Organisation, User
from toile.portal.inventory import services as inventory
from toile.portal.inventory.models import (
    AuctionMargin,
    Exchange,
    Placement,
    Publisher,
    SupplyDay,
)
from toile.wire import money

_MARGIN_PERCENT = 20


class Operator(msgspec.Struct, frozen=True):
    """The organisation that runs the inventory, and who does it there."""

    organisation: Organisation
    by: User


def fill_inventory(
    world: World, operator: Operator, addresses: Addresses, today: datetime.date
) -> dict[str, Placement]:
    """Write the inventory; give the placements by their key."""
    publishers: dict[str, Publisher] = {}
    places: dict[str, Placement] = {}
    for facts in world.publishers:
        origin = addresses.site(facts.host)
        publishers[facts.slug] = _publisher(facts, origin, operator)
        for place in facts.placements:
            places[place.key] = _placement(place, publishers[facts.slug], operator)
            _remember(place, places[place.key], today)
    for exchange in world.exchanges:
        _fill_exchange(exchange, operator, publishers, places, today)
    if not AuctionMargin.objects.exists():
        inventory.set_margin(
            _MARGIN_PERCENT, today, today, operator.organisation, operator.by
        )
    return places


def name_advertisers(distributors: Iterable[Organisation], operator: Operator) -> None:
    """Say on whose sites exchanges recognise the distributors; the sites are none."""
    for distributor in distributors:
        website = f"https://www.{distributor.slug}.example"
        inventory.set_advertiser(
            distributor, website, operator.organisation, operator.by
        )


def _publisher(facts: PublisherFacts, origin: str, operator: Operator) -> Publisher:
    found = Publisher.objects.filter(name=facts.name).first()
    if found is None:
        return inventory.add_publisher(facts.name, [origin], operator.by)
    if found.origins != [origin]:
        # The demo was started on another port: the pages moved with it.
        found.origins = [origin]
        found.full_clean()
        found.save(update_fields=["origins"])
    return found


def _placement(
    facts: PlacementFacts, publisher: Publisher, operator: Operator
) -> Placement:
    found = Placement.objects.filter(key=facts.key).first()
    return found or inventory.add_placement(
        publisher,
        operator.by,
        key=facts.key,
        name=facts.name,
        format=facts.format,
        width=facts.width,
        height=facts.height,
        interests=list(facts.interests),
        floor_micros=money.from_euros(facts.floor_euros),
        sold_by=Placement.SoldBy.EXCHANGE if facts.exchange else Placement.SoldBy.TAG,
        tag_id=facts.tag_id,
    )


def _remember(
    facts: PlacementFacts, placement: Placement, today: datetime.date
) -> None:
    """Write how often it was asked for; what the demo has counted itself stays."""
    if not SupplyDay.objects.filter(placement=placement, day__lt=today).exists():
        inventory.put_supply(past_days(facts, placement, today))


def _fill_exchange(
    facts: ExchangeFacts,
    operator: Operator,
    publishers: Mapping[str, Publisher],
    places: Mapping[str, Placement],
    today: datetime.date,
) -> None:
    found = Exchange.objects.filter(slug=facts.slug).first()
    exchange = found or inventory.add_exchange(
        operator.organisation,
        operator.by,
        name=facts.name,
        slug=facts.slug,
        seat=facts.seat,
        networks=list(facts.networks),
        sync_url=facts.sync_url,
        explains=facts.explains,
        contact_name=facts.contact_name,
        contact_email=facts.contact_email,
        notes=facts.notes,
    )
    for deal in facts.deals:
        if not exchange.deals.filter(code=deal.code).exists():
            _add_deal(deal, exchange, operator, publishers, places, today)


def _add_deal(
    facts: DealFacts,
    exchange: Exchange,
    operator: Operator,
    publishers: Mapping[str, Publisher],
    places: Mapping[str, Placement],
    today: datetime.date,
) -> None:
    inventory.add_deal(
        exchange,
        [places[key] for key in facts.placements],
        operator.organisation,
        operator.by,
        code=facts.code,
        name=facts.name,
        publisher=publishers[facts.publisher] if facts.publisher else None,
        floor_micros=money.from_euros(facts.floor_euros),
        starts_on=today + datetime.timedelta(days=facts.starts_in_days),
        ends_on=today + datetime.timedelta(days=facts.ends_in_days),
    )
