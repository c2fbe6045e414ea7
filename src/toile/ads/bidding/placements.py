"""Which placement an impression is, and which lines chose it.

An exchange names a place by the site's host, the size and perhaps a tag; the operator
wrote it down as a placement that exchanges sell. What is not there is not bought.
"""

from collections.abc import Iterator, Sequence

import msgspec

from toile.ads.bidding.masks import mask
from toile.ads.bidding.offered import Offered
from toile.wire.exchanges import PublisherSite
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Line, Placement

_Size = tuple[int, int]
_POPUP = (0, 0)
_ANY_SIZE = (-1, -1)


class Place(msgspec.Struct, frozen=True, gc=False):
    """A placement that exchanges sell, its tag if it has one, and who wants it."""

    placement: Placement
    tag: str
    lines: int


class Places(msgspec.Struct, frozen=True, gc=False):
    """Placements by publisher, then by size; pop-ups apart, they fill any screen.

    ``dearest`` is what a publisher's places are bid at most without a deal.
    """

    by_publisher: dict[Ulid, dict[_Size, tuple[Place, ...]]]
    dearest: dict[Ulid, Money]

    def of(self, site: PublisherSite | None, offered: Offered) -> tuple[Place, ...]:
        """Find the placements that an impression may be; there may be several."""
        by_size = None if site is None else self.by_publisher.get(site.publisher)
        if by_size is None:
            return ()
        found: tuple[Place, ...] = ()
        for size in _sizes(offered):
            found += by_size.get(size, ())
        for place in found:
            if place.tag and place.tag != offered.tag:
                return tuple(each for each in found if each.tag in ("", offered.tag))
        return found


def places_of(plan: AdsPlan, lines: Sequence[Line]) -> Places:
    """Index the placements of a plan that exchanges sell."""
    made: dict[Ulid, dict[_Size, tuple[Place, ...]]] = {}
    dearest: dict[Ulid, Money] = {}
    open_market = mask(not line.deals for line in lines)
    for placement in plan.placements:
        if not placement.by_exchange:
            continue
        wanted = mask(_wants(line, placement) for line in lines)
        place = Place(placement, placement.tag_id, wanted)
        sizes = (
            [_POPUP]
            if placement.format == "popup"
            else [(placement.width, placement.height), _ANY_SIZE]
        )
        most = max(_bids_of(lines, wanted & open_market), default=Money(0))
        known = dearest.get(placement.publisher_id, Money(0))
        dearest[placement.publisher_id] = max(known, most)
        by_size = made.setdefault(placement.publisher_id, {})
        for size in sizes:
            by_size[size] = (*by_size.get(size, ()), place)
    return Places(made, dearest)


def _bids_of(lines: Sequence[Line], wanted: int) -> Iterator[Money]:
    return (line.bid for at, line in enumerate(lines) if wanted >> at & 1)


def _sizes(offered: Offered) -> tuple[_Size, ...]:
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
