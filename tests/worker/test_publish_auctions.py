"""What the plan tells of auctions: the edge can bid by it, and no secret is in it."""

import datetime
from typing import Any

import pytest

from toile.ads.bidding.compiled import compile_bids
from toile.ads.creatives.addresses import Hosts
from toile.ads.exchanges.price_crypt import PriceKeys
from toile.edge.ads.bidding.desk import Desk as EdgeDesk
from toile.portal.accounts import services as accounts
from toile.portal.accounts.models import Organisation
from toile.portal.inventory import services as inventory
from toile.portal.inventory.crawler import Answer
from toile.portal.inventory.models import OF_APPS, AdsTxt
from toile.wire import plan as plans
from toile.wire.clock import PARIS, paris_date, to_datetime
from toile.wire.exchanges import AdsTxtRecord
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan
from toile.wire.targeting import Cap
from toile.worker.publish.auctions import Auctions, hosts_of
from toile.worker.publish.publisher import Publisher

UTC = datetime.UTC


@pytest.fixture
def klox(house: Any) -> Organisation:
    return Organisation.objects.get(slug="klox")


@pytest.fixture
def by(house: Any) -> Any:
    return accounts.add_person("klox@toile.test", "Klox")


@pytest.fixture
def sold(house: Any, by: Any) -> Any:
    """The world's placement, sold by exchanges."""
    return inventory.change_placement(
        house.world.placement, by, sold_by="exchange", tag_id="mpu"
    )


@pytest.fixture
def market(klox: Organisation, by: Any) -> Any:
    return inventory.add_exchange(
        klox,
        by,
        name="Equativ",
        slug="equativ",
        seat="klox",
        system="equativ.com",
        networks=["192.0.2.0/24"],
        queries_a_second=500,
        supply_chain="complete",
        bills="impression",
    )


def plan_at(house: Any, at_ms: int | None = None) -> AdsPlan:
    """Publish as the worker does, and read as the edge does."""
    folder = house.settings.plan
    moment = to_datetime(house.at() if at_ms is None else at_ms)
    Publisher(folder, "both").publish(moment)
    return plans.decode((folder / "ads.json").read_bytes(), AdsPlan)


def test_an_exchange_is_told_whole_and_without_its_secrets(
    house: Any, market: Any, klox: Organisation, by: Any
) -> None:
    now = to_datetime(house.at())
    secret = inventory.renew_secret(market, klox, by, now)
    keys = PriceKeys(b"e" * 32, b"i" * 32)
    inventory.set_price_keys(
        market, keys, klox, by, now=now, key_file=house.settings.ads_keys
    )
    (told,) = plan_at(house).exchanges
    assert (told.id, told.slug, told.seat) == (market.id, "equativ", "klox")
    assert (told.system, told.supply_chain) == ("equativ.com", "complete")
    assert (told.networks, told.queries_a_second) == (("192.0.2.0/24",), 500)
    assert (told.bills, told.version) == ("impression", "2.6")
    assert told.secret_digest == market.secret_digest
    document = (house.settings.plan / "ads.json").read_bytes()
    for hidden in (secret.encode(), b"e" * 32, b"i" * 32):
        assert hidden not in document


def test_the_edge_takes_what_is_published(house: Any, market: Any, sold: Any) -> None:
    hosts = Hosts("https://ads.example", "https://portal.example")
    desk = EdgeDesk(master=b"m" * 32, processes=1, hosts=hosts, registration=None)
    desk.compile(plan_at(house))
    assert set(desk.gates) == {"equativ"}
    assert [line.id for line in desk.market.plan.lines] == [house.world.line.id]


def test_a_paused_exchange_leaves_with_its_deals(
    house: Any, market: Any, klox: Organisation, by: Any
) -> None:
    inventory.add_deal(market, [], klox, by, code="EQ-1", name="Matinale")
    assert len(plan_at(house).deals) == 1
    inventory.set_exchange_active(market, klox, by, active=False)
    plan = plan_at(house)
    assert (plan.exchanges, plan.deals) == ((), ())


def test_a_line_bids_its_price_less_the_margin(
    house: Any, sold: Any, klox: Organisation, by: Any
) -> None:
    today = paris_date(house.at())
    assert plan_at(house).lines[0].bid == 4_000_500
    inventory.set_margin(15, today, today, klox, by)
    inventory.set_margin(40, today + datetime.timedelta(days=1), today, klox, by)
    plan = plan_at(house)
    assert plan.margin_percent == 15
    # 4.0005 EUR less 15 %, down to a whole micro-euro.
    assert plan.lines[0].bid == 3_400_425
    plan = plan_at(house, house.noon(1))
    assert (plan.margin_percent, plan.lines[0].bid) == (40, 2_400_300)


def test_a_line_on_direct_places_alone_does_not_bid(house: Any, market: Any) -> None:
    plan = plan_at(house)
    assert plan.lines[0].bid == 0
    assert compile_bids(plan).lines == ()


def test_a_place_is_told_as_exchanges_know_it(house: Any, sold: Any, by: Any) -> None:
    publisher = sold.publisher
    inventory.change_publisher(
        publisher,
        by,
        origins=["https://www.inter.example", "https://m.autre.example"],
        bundles=["Fr.Inter"],
    )
    plan = plan_at(house)
    (place,) = plan.placements
    assert (place.by_exchange, place.tag_id) == (True, "mpu")
    assert place.publisher_id == publisher.id
    assert [(site.hosts, site.bundles) for site in plan.sites] == [
        (("inter.example",), ()),
        (("m.autre.example",), ()),
        ((), ("fr.inter",)),
    ]
    assert {site.publisher for site in plan.sites} == {publisher.id}


def test_a_publisher_of_direct_places_alone_is_no_site(house: Any) -> None:
    assert plan_at(house).sites == ()


def test_ads_txt_is_told_of_our_exchanges_alone(
    house: Any, market: Any, sold: Any
) -> None:
    now = datetime.datetime.now(UTC)
    assert plan_at(house).sites[0].ads_txt is None
    body = b"equativ.com, 77, RESELLER\nother.example, 1, DIRECT\n"
    address = "https://inter.example/ads.txt"
    inventory.take_in("inter.example", address, Answer(body), now)
    (site,) = plan_at(house).sites
    assert site.ads_txt == (AdsTxtRecord("equativ.com", "77", "RESELLER"),)
    assert not site.ads_txt_absent
    inventory.take_in("inter.example", address, Answer(None), now)
    (site,) = plan_at(house).sites
    assert (site.ads_txt, site.ads_txt_absent) == ((), True)


def test_apps_are_told_with_the_app_ads_txt_of_their_developer(
    house: Any, market: Any, sold: Any, by: Any
) -> None:
    now = datetime.datetime.now(UTC)
    inventory.change_publisher(
        sold.publisher, by, origins=["https://www.inter.example"], bundles=["fr.inter"]
    )
    for key, account in (("inter.example", "77"), (f"{OF_APPS}inter.example", "88")):
        body = f"equativ.com, {account}, DIRECT".encode()
        inventory.take_in(key, "https://inter.example/", Answer(body), now)
    pages, apps = plan_at(house).sites
    assert pages.ads_txt == (AdsTxtRecord("equativ.com", "77", "DIRECT"),)
    assert apps.ads_txt == (AdsTxtRecord("equativ.com", "88", "DIRECT"),)
    assert (pages.bundles, apps.bundles) == ((), ("fr.inter",))


def test_an_ads_txt_is_read_again_only_when_it_was_fetched_again(
    house: Any, market: Any, sold: Any
) -> None:
    now = datetime.datetime.now(UTC)
    address = "https://inter.example/ads.txt"
    inventory.take_in("inter.example", address, Answer(b"equativ.com, 77, DIRECT"), now)
    auctions = Auctions()
    before = auctions.terms(now).sites
    # Behind its back: the file changed, the time of its reading did not.
    AdsTxt.objects.update(body=b"equativ.com, 88, DIRECT")
    assert auctions.terms(now).sites == before
    later = now + datetime.timedelta(days=1)
    AdsTxt.objects.update(read_at=later)
    (site,) = auctions.terms(later).sites
    assert site.ads_txt == (AdsTxtRecord("equativ.com", "88", "DIRECT"),)


def test_a_deal_runs_whole_days_of_paris(
    house: Any, market: Any, sold: Any, klox: Organisation, by: Any
) -> None:
    today = paris_date(house.at())
    deal = inventory.add_deal(
        market,
        [sold],
        klox,
        by,
        code="EQ-1",
        name="Matinale",
        floor_micros=2_000_000,
        starts_on=today,
        ends_on=today,
    )
    (told,) = plan_at(house).deals
    assert (told.id, told.exchange, told.code) == (deal.id, market.id, "EQ-1")
    assert (told.floor, told.placements) == (2_000_000, (Ulid(sold.id),))
    day = datetime.timedelta(days=1)
    first, last = to_datetime(told.starts_ms), to_datetime(told.ends_ms)
    assert first.astimezone(PARIS).replace(tzinfo=None) == datetime.datetime.combine(
        today, datetime.time()
    )
    assert last.astimezone(PARIS).date() == today + day
    assert plan_at(house, house.noon(1)).deals == ()


def test_a_deal_of_paused_places_is_not_for_any(
    house: Any, market: Any, sold: Any, klox: Organisation, by: Any
) -> None:
    inventory.add_deal(market, [sold], klox, by, code="EQ-1", name="Matinale")
    inventory.set_active(sold, by, active=False)
    assert plan_at(house).deals[0].placements == (Ulid(sold.id),)


def test_rates_are_told_beside_the_euro(
    house: Any, klox: Organisation, by: Any
) -> None:
    assert plan_at(house).rates == {"EUR": Money(1_000_000)}
    day = paris_date(house.at())
    inventory.set_rate("USD", 921_500, day, klox, by)
    assert plan_at(house).rates == {"EUR": Money(1_000_000), "USD": Money(921_500)}
    inventory.set_rate("USD", None, day, klox, by)
    assert "USD" not in plan_at(house).rates


def test_the_advertiser_is_the_domain_of_the_distributor_s_site(
    house: Any, klox: Organisation, by: Any
) -> None:
    assert plan_at(house).lines[0].advertiser == ""
    condor = Organisation.objects.get(slug="condor")
    inventory.set_advertiser(condor, "https://www.condor.example/films", klox, by)
    assert plan_at(house).lines[0].advertiser == "condor.example"


def test_a_line_is_told_with_its_deals_its_pace_and_all_its_caps(
    house: Any, market: Any, sold: Any, klox: Organisation, by: Any
) -> None:
    plain = plan_at(house).lines[0]
    assert (plain.deals, plain.pacing, plain.cap) == ((), "even", None)
    deal = inventory.add_deal(market, [], klox, by, code="EQ-1", name="Matinale")
    line = house.world.line
    line.pacing, line.shading = "fast", True
    line.devices, line.unknown = ["mobile"], {"devices": "lenient"}
    line.cap_an_hour, line.cap_flight, line.cap_apart_seconds = 2, 9, 600
    line.full_clean()
    line.save()
    line.deals.set([deal])
    told = plan_at(house).lines[0]
    assert told.deals == (Ulid(deal.id),)
    assert (told.pacing, told.shading, told.anonymous) == ("fast", True, False)
    assert told.targeting.devices == ("mobile",)
    assert not told.targeting.is_strict("devices")
    assert told.cap == Cap(0, 1, an_hour=2, flight=9, apart_seconds=600)


def test_nothing_changed_publishes_nothing(house: Any, market: Any, sold: Any) -> None:
    publisher = Publisher(house.settings.plan, "both")
    assert publisher.publish(to_datetime(house.at())) == ["pool", "ads"]
    assert publisher.publish(to_datetime(house.at(1))) == []


@pytest.mark.parametrize(
    ("origins", "hosts"),
    [
        (["https://www.monde.example"], ["monde.example"]),
        (["https://www.monde.example", "https://monde.example"], ["monde.example"]),
        (["https://m.monde.example:8443"], ["m.monde.example"]),
        (["http://inter.localhost:8100"], ["inter.localhost"]),
        (["http://localhost:8100"], ["localhost"]),
        ([], []),
    ],
)
def test_hosts_are_those_of_the_origins(origins: list[str], hosts: list[str]) -> None:
    assert hosts_of(origins) == hosts
