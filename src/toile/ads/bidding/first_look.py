"""The first look at a bid request: most are for pages, or at floors, that nobody pays.

It says no only where the whole reading would say no as well (a test holds both side by
side); the reason is the first that is found, where there are several.
"""

from collections.abc import Mapping

from toile.ads.bidding.asked import page_of
from toile.ads.bidding.auction import Page, site_at
from toile.ads.bidding.compiled import BidPlan
from toile.ads.bidding.currency import floor_of
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.money import Money
from toile.wire.openrtb import ImpOutline, Outline


def first_look(plan: BidPlan, asked: Outline) -> NoBidReason | Page | None:
    """Tell why nobody can bid, else which page asks; ``None`` if none is named."""
    if asked.site is None:
        return None
    host = page_of(asked.site)
    site = site_at(plan, host)
    if site is None:
        return NoBidReason.BLOCKED_SITE
    dearest = plan.places.dearest.get(site.publisher)
    if dearest is None:
        return Page(host, site)
    rates = plan.plan.rates
    for imp in asked.imp:
        if not _is_above(imp, dearest, rates):
            return Page(host, site)
    return NoBidReason.BELOW_FLOOR


def _is_above(imp: ImpOutline, dearest: Money, rates: Mapping[str, Money]) -> bool:
    if imp.pmp is not None:
        # Its deals have floors of their own.
        return False
    floor = floor_of(imp.bidfloor, imp.bidfloorcur, rates)
    return floor is None or floor > dearest
