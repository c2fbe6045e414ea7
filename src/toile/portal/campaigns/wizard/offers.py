"""What the publishers offer: their open places, as the wizard's step shows them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.forms import BoundField
from django.utils.translation import gettext as _

from toile.portal.campaigns.criteria import INTERESTS
from toile.portal.inventory.interests import with_below
from toile.portal.inventory.models import Placement, Publisher

# What the trade in France calls the sizes (SPECS §5.4).
_TRADE_NAMES = {
    (300, 250): "Pavé",
    (300, 600): "Grand Angle",
    (970, 250): "Masthead",
    (728, 90): "Méga-bannière",
    (160, 600): "Skyscraper",
}


@dataclass(frozen=True)
class Place:
    """One place: its box to tick, and what there is to know of it."""

    placement: Placement
    box: Any
    size: str
    interests: str
    fits: bool
    dear: bool
    requests_a_day: int | None


@dataclass
class Offer:
    """One publisher with its places."""

    publisher: Publisher
    hosts: str
    places: list[Place] = field(default_factory=list)


def offers(
    boxes: BoundField,
    placements: Collection[Placement],
    interests: Collection[str],
    traffic: dict[str, int],
    price_micros: int,
) -> list[Offer]:
    """Put the form's boxes with their publishers.

    ``traffic`` is requests a day; a place whose floor is above the price is dear.
    """
    known = {place.id: place for place in placements}
    found: dict[str, Offer] = {}
    for box in boxes:
        place = known[str(box.data["value"])]
        publisher = place.publisher
        offer = found.setdefault(publisher.id, Offer(publisher, _hosts(publisher)))
        offer.places.append(
            Place(
                place,
                box,
                _size(place),
                ", ".join(str(INTERESTS.get(one, one)) for one in place.interests),
                _fits(place, interests),
                price_micros < place.floor_micros,
                traffic.get(place.id),
            )
        )
    return list(found.values())


def _fits(place: Placement, interests: Collection[str]) -> bool:
    # As the ads wing matches them: what is not known of a page lets it pass.
    known = set(place.interests)
    return not interests or not known or bool(set(with_below(interests)) & known)


def _hosts(publisher: Publisher) -> str:
    hosts = [urlsplit(origin).hostname or origin for origin in publisher.origins]
    return ", ".join(hosts)


def _size(place: Placement) -> str:
    size = f"{place.width} × {place.height}"
    name = _TRADE_NAMES.get((place.width, place.height))
    if name:
        return _("%(name)s, %(size)s") % {"name": name, "size": size}
    return size
