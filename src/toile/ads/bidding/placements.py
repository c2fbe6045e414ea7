"""Which placement an impression is, and which lines chose it.

An exchange names a place by the site's host, the size and perhaps a tag; the operator
wrote it down as a placement that exchanges sell. What is not there is not bought.
"""

from collections.abc import Sequence

import msgspec

from toile.ads.bidding.masks import mask
from toile.ads.bidding.offered import Offered
from toile.wire.exchanges import PublisherSite
from toile.wire.ids import Ulid
from toile.wire.plan import AdsPlan, Line, Placement

_Key = tuple[Ulid, int, int]
_POPUP = (0, 0)
_ANY_SIZE = (-1, -1)


class Place(msgspec.Struct, frozen=True, gc=False):
    """A placement that exchanges sell, and the lines that want it."""

    placement: Placement
    lines: int


class Places(msgspec.Struct, frozen=True, gc=False):
    """Placements by publisher and size; pop-ups apart, they fill any screen."""

    by_size: dict[_Key, tuple[Place, ...]]

    def of(self, site: PublisherSite | None, offered: Offered) -> tuple[Place, ...]:
        """Find the placements that an impression may be; there may be several."""
        if site is None:
            return ()
        found: tuple[Place, ...] = ()
        for width, height in _sizes(offered):
            found += self.by_size.get((site.publisher, width, height), ())
        if offered.tag is None or not found:
            return tuple(place for place in found if not place.placement.tag_id)
        return tuple(
            place for place in found if place.placement.tag_id in ("", offered.tag)
        )


def places_of(plan: AdsPlan, lines: Sequence[Line]) -> Places:
    """Index the placements of a plan that exchanges sell."""
    by_size: dict[_Key, list[Place]] = {}
    for placement in plan.placements:
        if not placement.by_exchange:
            continue
        place = Place(placement, mask(_wants(line, placement) for line in lines))
        sizes = (
            [_POPUP]
            if placement.format == "popup"
            else [(placement.width, placement.height), _ANY_SIZE]
        )
        for width, height in sizes:
            key = (placement.publisher_id, width, height)
            by_size.setdefault(key, []).append(place)
    return Places({key: tuple(places) for key, places in by_size.items()})


def _sizes(offered: Offered) -> tuple[tuple[int, int], ...]:
    if offered.format == "popup":
        return (_POPUP,)
    if offered.sizes:
        return offered.sizes
    # Video and native have no size of their own: they are what the page makes of them.
    imp = offered.imp
    return () if imp.video is None and imp.native is None else (_ANY_SIZE,)


def _wants(line: Line, placement: Placement) -> bool:
    chosen = line.targeting.placements
    if placement.format not in line.formats:
        return False
    # A pop-up is shown by those alone that chose it.
    return placement.id in chosen if chosen else placement.format == "insert"
