"""A bid request from its bytes' meaning to the choices, or to the reason of a no-bid.

Pure, and the same for the live path and for ``toile bid --explain``: what needs a store
or a consent string comes in as a ``Reader``, asked once all that is free has been.
"""

import msgspec

from toile.ads.bidding.asked import Asked, Reader, host_asked
from toile.ads.bidding.compiled import BidPlan
from toile.ads.bidding.criteria import Criteria, Question, criteria_of
from toile.ads.bidding.offered import by_deal, offered_of
from toile.ads.bidding.placements import Place
from toile.ads.bidding.restrictions import imp_refusal, refusal
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.exchanges import supply_chain
from toile.ads.exchanges.supply_chain import Files, Offer
from toile.wire.exchanges import Deal, Exchange, PublisherSite
from toile.wire.openrtb import BidRequest, Imp

MOST_IMPS = 20
"""Further impressions of one request are left unanswered."""


class Market(msgspec.Struct, frozen=True, gc=False):
    """A plan with what its sites declare; ``https`` is whether our own hosts speak it.

    ``systems`` are the exchanges' domains whose ads.txt records are known.
    """

    plan: BidPlan
    criteria: Criteria
    files: Files
    systems: frozenset[str] | None
    https: bool


def market_of(
    plan: BidPlan, files: Files, systems: frozenset[str] | None, *, https: bool
) -> Market:
    """Make the market of a compiled plan."""
    return Market(plan, criteria_of(plan), files, systems, https)


class State(msgspec.Struct, frozen=True, gc=False):
    """What changes between plans: which lines are ready, which segments large."""

    ready: int
    large: frozenset[str]


class Page(msgspec.Struct, frozen=True, gc=False):
    """Where an ad would be shown: a page's host (an app's bundle), and whose it is."""

    host: str
    site: PublisherSite | None


def site_of(plan: BidPlan, request: BidRequest, host: str) -> PublisherSite | None:
    """Find whose a page is, by its host or a domain above; an app by its bundle."""
    return plan.apps.get(host) if request.site is None else site_at(plan, host)


def site_at(plan: BidPlan, host: str) -> PublisherSite | None:
    """Find whose a page is, by its host or a domain above."""
    sites = plan.sites
    name = host
    while name:
        site = sites.get(name)
        if site is not None:
            return site
        name = name.partition(".")[2]
    return None


def hear(
    market: Market,
    exchange: Exchange,
    request: BidRequest,
    reader: Reader,
    now_ms: int,
    page: Page | None = None,
) -> Asked | NoBidReason:
    """Judge what all impressions of a request share, whoever reads.

    ``page`` is where it is from, if the first look has told.
    """
    reason = refusal(request, exchange)
    if reason is not None:
        return reason
    plan = market.plan
    if page is None:
        host = host_asked(request)
        page = Page(host, site_of(plan, request, host))
    host, site = page.host, page.site
    if site is None or (exchange.hosts and not _may_sell(exchange, host)):
        return NoBidReason.BLOCKED_SITE
    if _is_to_be_checked(exchange, request, host):
        reason = supply_chain.check(
            _offer(request), exchange, market.files, market.systems
        )
        if reason is not None:
            return reason
    return Asked(
        request=request,
        exchange=exchange,
        site=site,
        host=host,
        now_ms=now_ms,
        reader=reader,
    )


def questions(
    market: Market, state: State, asked: Asked, imp: Imp
) -> tuple[Question, ...] | NoBidReason:
    """Put an impression to the lines: by each deal that is ours, then in the open."""
    reason = imp_refusal(imp, https=market.https)
    if reason is not None:
        return reason
    plan, criteria = market.plan, market.criteria
    offered = offered_of(imp, asked.exchange, plan.deals, plan.plan.rates, asked.now_ms)
    places: tuple[Place, ...] = plan.places.of(asked.site, offered)
    if not places:
        return NoBidReason.PLACEMENT
    ready, large = state.ready, state.large
    ways: tuple[Question, ...] = ()
    for way, by in enumerate(offered.deals):
        fitting = _bought_by(by.deal, places)
        if fitting:
            sold = by_deal(offered, way)
            ways += (Question(plan, criteria, asked, sold, fitting, way, ready, large),)
    if not offered.private:
        ways += (Question(plan, criteria, asked, offered, places, -1, ready, large),)
    return ways or NoBidReason.DEAL


def _bought_by(deal: Deal, places: tuple[Place, ...]) -> tuple[Place, ...]:
    if not deal.placements:
        return places
    return tuple(p for p in places if p.placement.id in deal.placements)


def _is_to_be_checked(exchange: Exchange, request: BidRequest, host: str) -> bool:
    """Spare most requests the check: nothing is asked, and page and domain agree."""
    if exchange.ads_txt or exchange.supply_chain != "ignore":
        return True
    domain = None if request.site is None else request.site.domain
    return bool(domain) and host != domain and not host.endswith(f".{domain}")


def _may_sell(exchange: Exchange, host: str) -> bool:
    return any(
        host == allowed or host.endswith(f".{allowed}") for allowed in exchange.hosts
    )


def _offer(request: BidRequest) -> Offer:
    place = request.site or request.app
    if place is None:
        return Offer(chain=request.supply_chain)
    publisher = place.publisher
    return Offer(
        domain=place.domain or "",
        page=(request.site.page or "") if request.site is not None else "",
        publisher=(publisher.id or "") if publisher is not None else "",
        partner=place.inventorypartnerdomain or "",
        bundle=(request.app.bundle or "") if request.app and not request.site else "",
        chain=request.supply_chain,
    )
