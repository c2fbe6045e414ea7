"""May this seller sell this site? The chain of a request against the site's ads.txt.

OpenRTB 2.6 §3.2.25 (SupplyChain object), ads.txt 1.1, SPECS §8. How strict to be is
written down for each exchange; that a page is not another site's is judged always.

| ``Exchange`` says | what must hold |
|---|---|
| ``ads_txt`` | who sells to us stands in the site's ads.txt, if it has one |
| ``supply_chain`` "known" | a chain ends at the exchange, all in it are known to us |
| "complete" | besides, it is whole, from the owner's own account on |

With ``ads_txt`` and "known" each of the chain stands in the file; with "complete" the
first as DIRECT, those after it as RESELLER.
"""

from collections.abc import Iterable, Mapping

import msgspec

from toile.ads.delivery.refusals import NoBidReason
from toile.ads.exchanges.adstxt import NOTHING, AdsTxt, Relation, authorises
from toile.ads.exchanges.domains import host_of, root_domain
from toile.wire.exchanges import Exchange, PublisherSite
from toile.wire.openrtb.supply_chain import SupplyChain, SupplyNode

_VERSION = "1.0"

Files = Mapping[str, AdsTxt]
"""The last good file of each domain; a domain below another has its own (§5.5)."""


class Offer(msgspec.Struct, frozen=True):
    """What a request says of its origin: page, domain, publisher and partner of a site.

    ``publisher`` is ``site.publisher.id``, ``partner`` ``inventorypartnerdomain``. Of
    an app ``bundle`` counts: whose file holds is known by it, not by what it says.
    """

    domain: str = ""
    page: str = ""
    publisher: str = ""
    partner: str = ""
    bundle: str = ""
    chain: SupplyChain | None = None


def files_of(sites: Iterable[PublisherSite]) -> dict[str, AdsTxt]:
    """Give the files of a plan's sites by host, of apps by their bundle.

    Those never read are left out.
    """
    files: dict[str, AdsTxt] = {}
    for site in sites:
        names = (*site.hosts, *map(of_app, site.bundles))
        if site.ads_txt_absent:
            files |= dict.fromkeys(names, NOTHING)
        elif site.ads_txt is not None:
            file = AdsTxt(records=frozenset(site.ads_txt))
            files |= dict.fromkeys(names, file)
    return files


def of_app(bundle: str) -> str:
    """Name the app-ads.txt of an app among ``Files``: no host has a colon."""
    return f"app:{bundle.lower()}"


def check(
    offer: Offer,
    exchange: Exchange,
    files: Files,
    systems: frozenset[str] | None = None,
) -> NoBidReason | None:
    """Judge an offer; nothing is wrong if nothing comes back.

    ``systems`` are those that we know, whose records ``files`` hold; without them each
    system is known, and the files are whole.
    """
    domain, page = host_of(offer.domain), host_of(offer.page)
    if domain and page and root_domain(domain) != root_domain(page):
        return NoBidReason.DOMAIN_SPOOFED
    refused = _chain_fault(offer.chain, exchange, systems)
    if refused or not exchange.ads_txt:
        return refused
    if offer.bundle:
        file = files.get(of_app(offer.bundle))
    else:
        file = _file_for(page or domain, host_of(offer.partner), files)
    if file is None:
        return NoBidReason.ADS_TXT_UNAVAILABLE
    return None if file.absent else _seller_fault(offer, exchange, file)


def _chain_fault(
    chain: SupplyChain | None, exchange: Exchange, systems: frozenset[str] | None
) -> NoBidReason | None:
    policy = exchange.supply_chain
    if policy == "ignore":
        return None
    if policy == "complete" and not _is_complete(chain):
        return NoBidReason.INCOMPLETE_CHAIN
    if chain is None:
        return None
    if not chain.nodes or any(not (one.asi and one.sid) for one in chain.nodes):
        return NoBidReason.INCOMPLETE_CHAIN
    last = chain.nodes[-1].asi.lower()
    if exchange.system and last != exchange.system:
        return NoBidReason.BLOCKED_NODE
    if systems is not None and any(
        one.asi.lower() not in systems for one in chain.nodes
    ):
        return NoBidReason.BLOCKED_NODE
    return None


def _is_complete(chain: SupplyChain | None) -> bool:
    return (
        chain is not None
        and chain.complete == 1
        and chain.ver == _VERSION
        # In version 1.0 whoever is in the chain is paid through it.
        and all(one.hp == 1 for one in chain.nodes)
    )


def _seller_fault(offer: Offer, exchange: Exchange, file: AdsTxt) -> NoBidReason | None:
    sellers = _sellers(offer, exchange)
    if not sellers:
        # We do not know by which name the exchange stands in the file.
        return NoBidReason.ADS_TXT_UNAVAILABLE
    whole = exchange.supply_chain == "complete"
    if exchange.supply_chain == "ignore":
        sellers = sellers[-1:]
    wanted: Relation | None = "DIRECT" if whole else None
    for seller in sellers:
        if not authorises(file, seller.asi, seller.sid, wanted):
            return NoBidReason.ADS_TXT_VIOLATION
        wanted = "RESELLER" if whole else None
    return None


def _sellers(offer: Offer, exchange: Exchange) -> tuple[SupplyNode, ...]:
    """Name each seller; the exchange is the last, even if the chain leaves it out."""
    nodes = offer.chain.nodes if offer.chain else ()
    system = exchange.system
    if not system or (nodes and nodes[-1].asi.lower() == system):
        return nodes
    return (*nodes, SupplyNode(system, offer.publisher))


def _file_for(host: str, partner: str, files: Files) -> AdsTxt | None:
    """Find what holds for a host: its own file, or that of a domain above it.

    A partner's file takes its place only where the site names that partner (§5.7).
    """
    name, last = host, root_domain(host)
    while (file := files.get(name)) is None and name != last:
        name = name.partition(".")[2]
    if file is not None and partner and partner in file.partners:
        return files.get(partner)
    return file
