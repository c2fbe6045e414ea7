"""What keeps a line out of a place it chose, and yet need keep nobody from submitting.

A gap must be filled before the union can judge; a caution is only told, for a buyer may
mean to raise the price later, or to be served in the other places alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toile.ads.delivery.refusals import NoBidReason
from toile.portal.campaigns.models import LineItem
from toile.portal.inventory.models import Placement
from toile.portal.ui.templatetags.figures import euros


@dataclass(frozen=True)
class Caution:
    """One place where a line will not be served: why as the edge says it, in words."""

    reason: NoBidReason
    placement: Placement
    said: str


def below_floor(places: Iterable[Placement], price_micros: int) -> list[Caution]:
    """Tell which of these places take more than a price for 1000 impressions."""
    return [
        Caution(NoBidReason.BELOW_FLOOR, place, _below(place, price_micros))
        for place in places
        if price_micros < place.floor_micros
    ]


def cautions_of(line: LineItem) -> list[Caution]:
    """Tell what is to be said of a line as it is kept; to have no price is a gap."""
    if line.price_micros <= 0:
        return []
    return below_floor(line.placements.all(), line.price_micros)


def _below(place: Placement, price_micros: int) -> str:
    return _(
        "%(place)s : le prix plancher est de %(floor)s les 1000 impressions. À "
        "%(price)s, la ligne n’y sera pas servie."
    ) % {
        "place": place,
        "floor": euros(place.floor_micros),
        "price": euros(price_micros),
    }
