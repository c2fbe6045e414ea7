"""Who may sell a site, by what an exchange is held to; each no has its code."""

from typing import Any

import pytest

from toile.ads.delivery.refusals import NoBidReason
from toile.ads.exchanges.adstxt import NOTHING, AdsTxt, parse
from toile.ads.exchanges.supply_chain import Offer, check, files_of
from toile.wire.exchanges import AdsTxtRecord, Exchange, PublisherSite, SupplyPolicy
from toile.wire.ids import Ulid
from toile.wire.openrtb import SupplyChain, SupplyNode

SYSTEM = "exchange.example"
ID = Ulid("01M85275QPHZD88PEEFXQ0HCTA")
FILES: dict[str, AdsTxt] = {
    "inter.fr": parse(
        b"exchange.example, inter-1, DIRECT\n"
        b"regie.example, r-7, DIRECT\n"
        b"exchange.example, regie-2, RESELLER\n"
        b"INVENTORYPARTNERDOMAIN=partner.fr\n"
        b"INVENTORYPARTNERDOMAIN=unread.fr\n"
    ),
    "podcasts.inter.fr": parse(b"exchange.example, pod-1, DIRECT"),
    "partner.fr": parse(b"exchange.example, partner-1, DIRECT"),
    "free.fr": NOTHING,
    "closed.fr": parse(b"placeholder.example.com, placeholder, DIRECT, placeholder"),
}
OWN = SupplyNode(SYSTEM, "inter-1", 1)
REGIE = SupplyNode("regie.example", "r-7", 1)
RESOLD = SupplyNode(SYSTEM, "regie-2", 1)


def exchange(
    policy: SupplyPolicy, *, ads_txt: bool = True, system: str = SYSTEM
) -> Exchange:
    return Exchange(
        id=ID,
        slug="exchange",
        name="Exchange",
        system=system,
        supply_chain=policy,
        ads_txt=ads_txt,
    )


def chain(*nodes: SupplyNode, **changed: Any) -> SupplyChain:
    return SupplyChain(**{"complete": 1, "ver": "1.0", "nodes": nodes, **changed})


def offer(*nodes: SupplyNode, **changed: Any) -> Offer:
    said = {"domain": "inter.fr", "page": "https://www.inter.fr/a", "publisher": "x"}
    given = {"chain": chain(*nodes)} if nodes else {}
    return Offer(**{**said, **given, **changed})


OF_A_STRANGER = SupplyNode("thief.example", "1", 1)
FREE = {"domain": "free.fr", "page": ""}
CLOSED = {"domain": "closed.fr", "page": ""}
UNREAD = {"domain": "unread.fr", "page": ""}
PODCASTS = "https://a.podcasts.inter.fr/"

# What is said, and the answer by each policy together with ads.txt: ignore, known,
# complete.
CASES: list[tuple[Offer, int | None, int | None, int | None]] = [
    # The owner's own account, then one resold by its sales house.
    (offer(OWN), None, None, None),
    (offer(REGIE, RESOLD), None, None, None),
    # Without a chain the publisher's id must be an account of the exchange.
    (offer(publisher="inter-1"), None, None, 16),
    (offer(publisher="inter-9"), 12, 12, 16),
    (offer(publisher=""), 12, 12, 16),
    # Chains that are not whole.
    (offer(chain=chain(OWN, complete=0)), None, None, 16),
    (offer(chain=chain(OWN, ver="2.0")), None, None, 16),
    (offer(SupplyNode(SYSTEM, "inter-1", 0)), None, None, 16),
    (offer(SupplyNode(SYSTEM, "inter-1")), None, None, 16),
    (offer(chain=chain(), publisher="inter-1"), None, 16, 16),
    (offer(SupplyNode("", "r-7", 1), RESOLD), None, 16, 16),
    (offer(SupplyNode("regie.example", "", 1), RESOLD), None, 16, 16),
    # Sellers that the file does not name, in the middle and at the end.
    (offer(OF_A_STRANGER, RESOLD), None, 12, 12),
    (offer(SupplyNode(SYSTEM, "INTER-1", 1)), 12, 12, 12),
    # Relations the wrong way round: an owner's chain begins with its own account.
    (offer(RESOLD), None, None, 12),
    (offer(REGIE, OWN), None, None, 12),
    # The exchange left itself out.
    (offer(REGIE, publisher="inter-1"), None, 17, 17),
    (offer(REGIE, publisher="x"), 12, 17, 17),
    # A file of a subdomain takes the place of the root's.
    (offer(OWN, page=PODCASTS), 12, 12, 12),
    (offer(SupplyNode(SYSTEM, "pod-1", 1), page=PODCASTS), None, None, None),
    # Partners: named by the site, named and never read, not named.
    (offer(SupplyNode(SYSTEM, "partner-1", 1), partner="partner.fr"), *[None] * 3),
    (offer(OWN, partner="partner.fr"), 12, 12, 12),
    (offer(OWN, partner="unread.fr"), 11, 11, 11),
    (offer(OWN, partner="stranger.fr"), None, None, None),
    # Sites without a file, that nobody may sell, never read, not told.
    (offer(OWN, **FREE), None, None, None),
    (offer(OF_A_STRANGER, **FREE), None, 17, 17),
    (offer(OWN, **CLOSED), 12, 12, 12),
    (offer(OWN, **UNREAD), 11, 11, 11),
    (offer(OWN, domain="", page=""), 11, 11, 11),
    (offer(OWN, domain=""), None, None, None),
    (offer(OWN, page=""), None, None, None),
]


@pytest.mark.parametrize(("said", "ignore", "known", "complete"), CASES)
def test_sellers_are_judged_by_what_the_exchange_is_held_to(
    said: Offer, ignore: int | None, known: int | None, complete: int | None
) -> None:
    policies: list[SupplyPolicy] = ["ignore", "known", "complete"]
    found = [check(said, exchange(policy), FILES) for policy in policies]
    assert found == [ignore, known, complete]


def test_without_ads_txt_the_chain_alone_counts() -> None:
    stranger, broken = offer(OF_A_STRANGER, RESOLD, **UNREAD), offer(REGIE)
    for said, ignore, known in ((stranger, None, None), (broken, None, 17)):
        assert check(said, exchange("ignore", ads_txt=False), FILES) == ignore
        assert check(said, exchange("known", ads_txt=False), FILES) == known


def test_a_system_that_we_do_not_know_is_blocked_where_all_must_be_known() -> None:
    systems = frozenset({SYSTEM, "other.example"})
    resold = offer(REGIE, RESOLD)
    assert check(resold, exchange("known"), FILES, systems) is NoBidReason.BLOCKED_NODE
    assert check(resold, exchange("ignore"), FILES, systems) is None
    both = systems | {"regie.example"}
    assert check(resold, exchange("complete"), FILES, both) is None


def test_an_exchange_whose_system_is_not_written_down_is_known_by_its_chain() -> None:
    nameless = exchange("known", system="")
    assert check(offer(REGIE, RESOLD), nameless, FILES) is None
    without = check(offer(publisher="inter-1"), nameless, FILES)
    assert without is NoBidReason.ADS_TXT_UNAVAILABLE


@pytest.mark.parametrize("policy", ["ignore", "known", "complete"])
@pytest.mark.parametrize(
    ("domain", "page"),
    [
        ("inter.fr", "https://thief.example/inter.fr"),
        ("inter.fr", "https://inter.fr.thief.example/"),
        ("inter.fr", "https://inter.fr@thief.example/"),
        ("royal.wordpress.com", "https://thief.wordpress.com/"),
        ("bbc.co.uk", "https://thief.co.uk/"),
    ],
)
def test_a_page_of_another_site_is_refused_by_every_policy(
    policy: SupplyPolicy, domain: str, page: str
) -> None:
    said = offer(OWN, domain=domain, page=page)
    spoofed = check(said, exchange(policy, ads_txt=False), FILES)
    assert spoofed is NoBidReason.DOMAIN_SPOOFED


def test_a_plan_s_sites_are_files_but_for_those_never_read() -> None:
    record = AdsTxtRecord(SYSTEM, "inter-1", "DIRECT")
    sites = [
        PublisherSite(
            publisher=ID, name="a", hosts=("a.fr", "b.fr"), ads_txt=(record,)
        ),
        PublisherSite(publisher=ID, name="c", hosts=("c.fr",), ads_txt=()),
        PublisherSite(publisher=ID, name="d", hosts=("d.fr",), ads_txt_absent=True),
        PublisherSite(publisher=ID, name="e", hosts=("e.fr",)),
    ]
    files = files_of(sites)
    said = {
        domain: check(offer(OWN, domain=domain, page=""), exchange("known"), files)
        for domain in ("a.fr", "www.b.fr", "c.fr", "d.fr", "e.fr")
    }
    assert list(said.values()) == [None, None, 12, None, 11]


def test_an_app_is_judged_by_its_own_file_whatever_it_says_of_a_domain() -> None:
    record = AdsTxtRecord(SYSTEM, "inter-1", "DIRECT")
    sites = [
        PublisherSite(publisher=ID, name="a", hosts=("a.fr",), ads_txt=(record,)),
        PublisherSite(
            publisher=ID, name="a", hosts=(), bundles=("fr.a",), ads_txt=(record,)
        ),
        PublisherSite(publisher=ID, name="b", hosts=(), bundles=("fr.b",), ads_txt=()),
        PublisherSite(publisher=ID, name="c", hosts=(), bundles=("fr.c",)),
        PublisherSite(
            publisher=ID, name="d", hosts=(), bundles=("id1",), ads_txt_absent=True
        ),
    ]
    files = files_of(sites)
    said = [
        check(
            offer(OWN, domain="a.fr", page="", bundle=bundle),
            exchange("known"),
            files,
        )
        for bundle in ("fr.a", "Fr.A", "fr.b", "fr.c", "id1")
    ]
    assert said == [None, None, 12, 11, None]
