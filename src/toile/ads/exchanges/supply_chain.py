"""May this seller sell this site? The chain of a request against the site's ads.txt.

OpenRTB 2.6 §3.2.25 (SupplyChain object), ads.txt 1.1, SPECS §8. How strict to be is
the policy of each exchange; that a site is not another's is judged always.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import msgspec

from toile.ads.delivery.refusals import NoBidReason
from toile.ads.exchanges.adstxt import AdsTxt, Relation, authorises
from toile.ads.exchanges.domains import host_of, root_domain, within

_VERSION = "1.0"

Files = Mapping[str, AdsTxt]
"""The last good file of each domain; one that has none (404) maps to ``NOTHING``."""


class Strictness(StrEnum):
    """How much of the chain must hold."""

    IGNORE = "ignore"
    """Nothing: for an exchange whose paths are known by contract."""

    KNOWN = "known"
    """Each seller that is named stands in the site's ads.txt, if it has one."""

    COMPLETE = "complete"
    """Besides, the chain is whole, from the owner's own account to this exchange."""


class SupplyPolicy(msgspec.Struct, frozen=True):
    """An exchange's policy: ``system`` is its own name in ads.txt files.

    ``blocked`` are systems from which nothing is bought, wherever they stand.
    """

    strictness: Strictness
    system: str
    blocked: frozenset[str] = frozenset()


class ChainNode(msgspec.Struct, frozen=True):
    """A seller: its system's domain, its account there; ``hp`` 1 as 1.0 asks."""

    asi: str = ""
    sid: str = ""
    hp: int = 0


class SupplyChain(msgspec.Struct, frozen=True):
    """``source.schain``: first the owner's account, last our exchange."""

    complete: int = 0
    nodes: tuple[ChainNode, ...] = ()
    ver: str = ""


class Offer(msgspec.Struct, frozen=True):
    """What a request says of its origin: page, domain, publisher and partner of a site.

    ``publisher`` is ``site.publisher.id``, ``partner`` ``inventorypartnerdomain``.
    """

    domain: str = ""
    page: str = ""
    publisher: str = ""
    partner: str = ""
    chain: SupplyChain | None = None


def check(offer: Offer, policy: SupplyPolicy, files: Files) -> NoBidReason | None:
    """Judge an offer; nothing is wrong if nothing comes back."""
    domain, page = host_of(offer.domain), host_of(offer.page)
    if domain and page and root_domain(domain) != root_domain(page):
        return NoBidReason.DOMAIN_SPOOFED
    if policy.strictness is Strictness.IGNORE:
        return None
    chain = offer.chain
    nodes = chain.nodes if chain else ()
    if policy.blocked and any(n.asi.lower() in policy.blocked for n in nodes):
        return NoBidReason.BLOCKED_NODE
    whole = policy.strictness is Strictness.COMPLETE
    if whole:
        if chain is None or not _is_complete(chain):
            return NoBidReason.INCOMPLETE_CHAIN
        if nodes[-1].asi.lower() != policy.system:
            return NoBidReason.BLOCKED_NODE
    file = _file_for(page or domain, files)
    if file is None:
        return NoBidReason.ADS_TXT_UNAVAILABLE
    return _judged(offer, policy, file, files, whole=whole)


def _judged(
    offer: Offer, policy: SupplyPolicy, file: AdsTxt, files: Files, *, whole: bool
) -> NoBidReason | None:
    partner = host_of(offer.partner)
    if partner and file.records:
        # Only a partner that the site names may bring its own sellers (§5.7).
        if partner not in file.partners:
            return NoBidReason.ADS_TXT_VIOLATION
        theirs = files.get(partner)
        if theirs is None:
            return NoBidReason.ADS_TXT_UNAVAILABLE
        file = theirs
    if not file.records:
        return None
    for place, (asi, sid) in enumerate(_sellers(offer, policy)):
        if not authorises(file, asi, sid, _wanted(place) if whole else None):
            return NoBidReason.ADS_TXT_VIOLATION
    return None


def _wanted(place: int) -> Relation:
    """Name who must control an account: the owner the first, others those after it."""
    return Relation.RESELLER if place else Relation.DIRECT


def _sellers(offer: Offer, policy: SupplyPolicy) -> Iterator[tuple[str, str]]:
    """Name each seller; who sells to us is one, even if the chain leaves it out."""
    nodes = offer.chain.nodes if offer.chain else ()
    for node in nodes:
        yield node.asi, node.sid
    if not nodes or nodes[-1].asi.lower() != policy.system:
        yield policy.system, offer.publisher


def _is_complete(chain: SupplyChain) -> bool:
    return (
        chain.complete == 1
        and chain.ver == _VERSION
        and bool(chain.nodes)
        and all(node.asi and node.sid and node.hp == 1 for node in chain.nodes)
    )


def _file_for(host: str, files: Files) -> AdsTxt | None:
    """Find the file that holds for a host: its own only if the root names it (§5.5)."""
    root = files.get(root_domain(host))
    if root is None:
        return None
    for subdomain in root.subdomains:
        own = files.get(subdomain) if within(host, subdomain) else None
        if own is not None and own.records:
            return own
    return root
