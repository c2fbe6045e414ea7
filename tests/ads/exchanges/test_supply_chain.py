"""Who may sell a site, by each policy; what is refused has its code."""

from typing import Any

import pytest

from toile.ads.delivery.refusals import NoBidReason
from toile.ads.exchanges.adstxt import NOTHING, AdsTxt, parse
from toile.ads.exchanges.supply_chain import (
    ChainNode,
    Offer,
    Strictness,
    SupplyChain,
    SupplyPolicy,
    check,
)

EXCHANGE = "exchange.example"
FILES: dict[str, AdsTxt] = {
    "inter.fr": parse(
        b"exchange.example, inter-1, DIRECT\n"
        b"regie.example, r-7, DIRECT\n"
        b"exchange.example, regie-2, RESELLER\n"
        b"SUBDOMAIN=podcasts.inter.fr\n"
        b"INVENTORYPARTNERDOMAIN=partner.fr\n"
        b"INVENTORYPARTNERDOMAIN=unread.fr\n"
    ),
    "podcasts.inter.fr": parse(b"exchange.example, pod-1, DIRECT"),
    "partner.fr": parse(b"exchange.example, partner-1, DIRECT"),
    "free.fr": NOTHING,
    "closed.fr": parse(b"placeholder.example.com, placeholder, DIRECT, placeholder"),
}
OWN = ChainNode(EXCHANGE, "inter-1", 1)
REGIE = ChainNode("regie.example", "r-7", 1)
RESOLD = ChainNode(EXCHANGE, "regie-2", 1)


def chain(*nodes: ChainNode, **changed: Any) -> SupplyChain:
    return SupplyChain(**{"complete": 1, "ver": "1.0", "nodes": nodes, **changed})


def offer(**changed: Any) -> Offer:
    said = {"domain": "inter.fr", "page": "https://www.inter.fr/a", "publisher": "x"}
    return Offer(**{**said, **changed})


def judged(
    strictness: Strictness, said: Offer, files: dict[str, AdsTxt] = FILES
) -> NoBidReason | None:
    return check(said, SupplyPolicy(strictness, EXCHANGE), files)


IGNORE, KNOWN, COMPLETE = Strictness
R = NoBidReason


@pytest.mark.parametrize(
    ("said", "known", "complete"),
    [
        # The owner's own account, then one resold by its sales house.
        (offer(chain=chain(OWN)), None, None),
        (offer(chain=chain(REGIE, RESOLD)), None, None),
        # Without a chain the publisher's id must be an account of the exchange.
        (offer(publisher="inter-1"), None, R.INCOMPLETE_CHAIN),
        (offer(publisher="inter-9"), R.ADS_TXT_VIOLATION, R.INCOMPLETE_CHAIN),
        (offer(publisher=""), R.ADS_TXT_VIOLATION, R.INCOMPLETE_CHAIN),
        # Chains that are not whole.
        (offer(chain=chain(OWN, complete=0)), None, R.INCOMPLETE_CHAIN),
        (offer(chain=chain(OWN, ver="2.0")), None, R.INCOMPLETE_CHAIN),
        (offer(chain=chain(OWN, ver="")), None, R.INCOMPLETE_CHAIN),
        (
            offer(chain=chain(ChainNode(EXCHANGE, "inter-1", 0))),
            None,
            R.INCOMPLETE_CHAIN,
        ),
        (offer(chain=chain()), R.ADS_TXT_VIOLATION, R.INCOMPLETE_CHAIN),
        (
            offer(chain=chain(ChainNode("", "r-7", 1), RESOLD)),
            R.ADS_TXT_VIOLATION,
            R.INCOMPLETE_CHAIN,
        ),
        # Sellers that the file does not name.
        (
            offer(chain=chain(ChainNode("thief.example", "1", 1), RESOLD)),
            R.ADS_TXT_VIOLATION,
            R.ADS_TXT_VIOLATION,
        ),
        (
            offer(chain=chain(ChainNode(EXCHANGE, "INTER-1", 1))),
            R.ADS_TXT_VIOLATION,
            R.ADS_TXT_VIOLATION,
        ),
        # Relations the wrong way round: an owner's chain begins with its own account.
        (offer(chain=chain(RESOLD)), None, R.ADS_TXT_VIOLATION),
        (offer(chain=chain(REGIE, OWN)), None, R.ADS_TXT_VIOLATION),
        # The exchange left itself out.
        (offer(chain=chain(REGIE), publisher="inter-1"), None, R.BLOCKED_NODE),
        (
            offer(chain=chain(REGIE), publisher="x"),
            R.ADS_TXT_VIOLATION,
            R.BLOCKED_NODE,
        ),
        # Subdomains have files of their own only if the root says so.
        (
            offer(page="https://podcasts.inter.fr/", chain=chain(OWN)),
            R.ADS_TXT_VIOLATION,
            R.ADS_TXT_VIOLATION,
        ),
        (
            offer(
                page="https://a.podcasts.inter.fr/",
                chain=chain(ChainNode(EXCHANGE, "pod-1", 1)),
            ),
            None,
            None,
        ),
        # Partners, named by the site, named and never read, not named.
        (
            offer(
                partner="partner.fr", chain=chain(ChainNode(EXCHANGE, "partner-1", 1))
            ),
            None,
            None,
        ),
        (
            offer(partner="unread.fr", chain=chain(OWN)),
            R.ADS_TXT_UNAVAILABLE,
            R.ADS_TXT_UNAVAILABLE,
        ),
        (
            offer(partner="stranger.fr", chain=chain(OWN)),
            R.ADS_TXT_VIOLATION,
            R.ADS_TXT_VIOLATION,
        ),
        # Sites: one without a file, one that nobody may sell, one never read.
        (offer(domain="free.fr", page="", chain=chain(OWN)), None, None),
        (
            offer(domain="closed.fr", page="", chain=chain(OWN)),
            R.ADS_TXT_VIOLATION,
            R.ADS_TXT_VIOLATION,
        ),
        (
            offer(domain="unknown.fr", page="", chain=chain(OWN)),
            R.ADS_TXT_UNAVAILABLE,
            R.ADS_TXT_UNAVAILABLE,
        ),
        (
            offer(domain="", page="", chain=chain(OWN)),
            R.ADS_TXT_UNAVAILABLE,
            R.ADS_TXT_UNAVAILABLE,
        ),
        (offer(domain="", chain=chain(OWN)), None, None),
    ],
)
def test_sellers_are_judged_by_policy(
    said: Offer, known: NoBidReason | None, complete: NoBidReason | None
) -> None:
    assert (judged(IGNORE, said), judged(KNOWN, said), judged(COMPLETE, said)) == (
        None,
        known,
        complete,
    )


@pytest.mark.parametrize("strictness", Strictness)
@pytest.mark.parametrize(
    ("domain", "page"),
    [
        ("inter.fr", "https://thief.example/inter.fr"),
        ("inter.fr", "https://inter.fr.thief.example/"),
        ("royal.wordpress.com", "https://thief.wordpress.com/"),
        ("bbc.co.uk", "https://thief.co.uk/"),
    ],
)
def test_a_page_of_another_site_is_refused_by_every_policy(
    strictness: Strictness, domain: str, page: str
) -> None:
    said = offer(domain=domain, page=page, chain=chain(OWN))
    assert judged(strictness, said) is NoBidReason.DOMAIN_SPOOFED


def test_nothing_is_bought_through_a_blocked_system() -> None:
    policy = SupplyPolicy(KNOWN, EXCHANGE, blocked=frozenset({"regie.example"}))
    resold = offer(chain=chain(REGIE, RESOLD))
    assert check(resold, policy, FILES) is NoBidReason.BLOCKED_NODE
    assert check(offer(chain=chain(OWN)), policy, FILES) is None
