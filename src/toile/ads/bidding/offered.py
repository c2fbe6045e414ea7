"""One impression on offer, in the terms that lines are written in."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from toile.ads.bidding.currency import floor_of
from toile.wire.exchanges import Deal as KnownDeal
from toile.wire.exchanges import Exchange
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.openrtb import Deal, Imp

OUT_OF_REACH = Money(1 << 60)
"""The floor of what cannot be paid: its currency has no rate."""

FIXED_PRICE = 3
"""Deal.at: the floor is the agreed price (OpenRTB 2.6 §3.2.12)."""

Known = Mapping[tuple[Ulid, str], KnownDeal]
"""Deals by exchange and by how it names them."""


class OfferedDeal(msgspec.Struct, frozen=True, gc=False):
    """A deal of ours that the impression may be bought by.

    ``a_second`` is what it asks of a film for each second; 0: what the player asks.
    """

    deal: KnownDeal
    floor: Money
    at: int
    wants_advertisers: tuple[str, ...] | None = None
    a_second: Money = Money(0)


class Offered(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An impression: which place, how shaped, for how much.

    ``sizes`` are those of the banner, the preferred first; a film has none. ``deals``
    are those that we know and that let our seat in; ``private`` says that nothing but
    deals may be bid. ``a_second`` is the floor that a film has for each of its seconds.
    """

    imp: Imp
    format: Literal["insert", "popup"]
    sizes: tuple[tuple[int, int], ...]
    tag: str | None
    floor: Money
    deals: tuple[OfferedDeal, ...]
    private: bool
    a_second: Money = Money(0)


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
        a_second=_a_second(imp, rates),
    )


def by_deal(offered: Offered, at: int) -> Offered:
    """Give an impression as it is sold by one of its deals: with that one's floors."""
    deal = offered.deals[at]
    a_second = deal.a_second or offered.a_second
    if deal.at == FIXED_PRICE:
        # The price was agreed, however long the film.
        a_second = Money(0)
    if a_second == offered.a_second:
        return offered
    return msgspec.structs.replace(offered, a_second=a_second)


def _a_second(imp: Imp, rates: Mapping[str, Money]) -> Money:
    if imp.video is None or not imp.video.mincpmpersec:
        return Money(0)
    floor = floor_of(imp.video.mincpmpersec, imp.bidfloorcur, rates)
    return OUT_OF_REACH if floor is None else floor


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
            a_second = floor_of(each.mincpmpersec, each.bidfloorcur, rates)
            ours.append(
                OfferedDeal(deal, floor, each.at or 0, wanted, a_second or Money(0))
            )
    return ours
