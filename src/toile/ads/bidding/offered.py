"""One impression on offer, in the terms that lines are written in."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from toile.ads.bidding.currency import OUT_OF_REACH, floor_of
from toile.ads.bidding.film_floor import ANY_LENGTH, FilmFloors, film_floors_of
from toile.wire.exchanges import Deal as KnownDeal
from toile.wire.exchanges import Exchange
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.openrtb import Deal, Imp

FIXED_PRICE = 3
"""Deal.at: the floor is the agreed price (OpenRTB 2.6 §3.2.12)."""

Known = Mapping[tuple[Ulid, str], KnownDeal]
"""Deals by exchange and by how it names them."""


class OfferedDeal(msgspec.Struct, frozen=True, gc=False):
    """A deal of ours that the impression may be bought by.

    ``films`` are its floors of films; what they leave unsaid the player says.
    """

    deal: KnownDeal
    floor: Money
    at: int
    wants_advertisers: tuple[str, ...] | None = None
    films: FilmFloors = ANY_LENGTH


class Offered(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An impression: which place, how shaped, for how much.

    ``sizes`` are those of the banner, the preferred first; a film has none. ``deals``
    are those that we know and that let our seat in; ``private`` says that nothing but
    deals may be bid. ``films`` are the floors that films have by their length.
    """

    imp: Imp
    format: Literal["insert", "popup"]
    sizes: tuple[tuple[int, int], ...]
    tag: str | None
    floor: Money
    deals: tuple[OfferedDeal, ...]
    private: bool
    films: FilmFloors = ANY_LENGTH


def offered_of(
    imp: Imp, exchange: Exchange, known: Known, rates: Mapping[str, Money], now_ms: int
) -> Offered:
    """Read what of an impression decides; deals not ours, or not now, are left out."""
    floor = floor_of(imp.bidfloor, imp.bidfloorcur, rates)
    pmp = imp.pmp
    deals: tuple[OfferedDeal, ...] = ()
    if pmp is not None and pmp.deals:
        deals = tuple(_ours(pmp.deals, exchange, known, rates, now_ms))
    return Offered(
        imp=imp,
        format="popup" if imp.instl else "insert",
        sizes=_sizes(imp),
        tag=imp.tagid,
        floor=OUT_OF_REACH if floor is None else floor,
        deals=deals,
        private=pmp is not None and pmp.private_auction == 1,
        films=_films(imp, rates),
    )


def by_deal(offered: Offered, at: int) -> Offered:
    """Give an impression as it is sold by one of its deals: with that one's floors."""
    deal = offered.deals[at]
    films = deal.films.before(offered.films)
    if deal.at == FIXED_PRICE:
        # The price was agreed, however long the film.
        films = ANY_LENGTH
    if films == offered.films:
        return offered
    return msgspec.structs.replace(offered, films=films)


def _films(imp: Imp, rates: Mapping[str, Money]) -> FilmFloors:
    if imp.video is None:
        return ANY_LENGTH
    return film_floors_of(imp.video, imp.bidfloorcur, rates)


def _sizes(imp: Imp) -> tuple[tuple[int, int], ...]:
    banner = imp.banner
    if banner is None:
        return ()
    if banner.format:
        found: tuple[tuple[int, int], ...] = ()
        for each in banner.format:
            if each.w and each.h and (each.w, each.h) not in found:
                found += ((each.w, each.h),)
        return found
    return ((banner.w, banner.h),) if banner.w and banner.h else ()


def _ours(
    deals: tuple[Deal, ...],
    exchange: Exchange,
    known: Known,
    rates: Mapping[str, Money],
    now_ms: int,
) -> list[OfferedDeal]:
    ours = []
    met = set()
    for each in deals:
        deal = known.get((exchange.id, each.id))
        # One that is offered a thousand times over is one.
        if (
            deal is None
            or each.id in met
            or (each.wseat and exchange.seat not in each.wseat)
        ):
            continue
        if now_ms < deal.starts_ms or 0 < deal.ends_ms <= now_ms:
            continue
        met.add(each.id)
        # Its currency is its own, not the impression's (OpenRTB 2.6 §3.2.12).
        floor = floor_of(each.bidfloor, each.bidfloorcur, rates)
        # A price was agreed, and is not told: nothing can be bid.
        unpriced = each.at == FIXED_PRICE and not floor
        if floor is not None and not unpriced:
            wanted = each.wadomain or None
            films = film_floors_of(each, each.bidfloorcur, rates)
            ours.append(OfferedDeal(deal, floor, each.at or 0, wanted, films))
    return ours
