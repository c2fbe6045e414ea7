"""Why a line does not bid: a request that fits it, put to the bidder's own code."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clock import NOON
from toile.ads.delivery.refusals import NoBidReason
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import LineItem
from toile.portal.control.why import Diagnosis, diagnose
from toile.portal.control.words import NO_BID
from toile.portal.inventory import services as inventory
from toile.portal.inventory.crawler import Answer
from toile.wire import plan as plans
from toile.worker.publish.auctions import Auctions
from toile.worker.publish.near_you import NearYou
from toile.worker.publish.plans import ads_plan

SignIn = Callable[[str], Client]
Change = Callable[..., Diagnosis]


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A folder of plans, and no edge at all."""
    settings.TOILE = msgspec.structs.replace(settings.TOILE, plan=tmp_path, edge_port=1)
    return tmp_path


@pytest.fixture
def market(world: Any) -> Any:
    klox, by = world.people.klox, world.people.users["klox"]
    return inventory.add_exchange(
        klox,
        by,
        name="Equativ",
        slug="equativ",
        system="equativ.com",
        networks=["192.0.2.0/24"],
    )


@pytest.fixture
def looked(
    world: Any, market: Any, decide: Callable[[str], None], folder: Path
) -> Change:
    """The world's line, live and on a place that exchanges sell; changed, then seen."""
    inventory.change_placement(
        world.placement, world.people.users["klox"], sold_by="exchange", tag_id="mpu"
    )
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    world.campaign.refresh_from_db()
    campaigns.go_live(world.campaign)
    LineItem.objects.filter(pk=world.line.pk).update(
        pool=False, cap_impressions=None, geography=[], interests=[]
    )

    def change(**fields: Any) -> Diagnosis:
        LineItem.objects.filter(pk=world.line.pk).update(**fields)
        plan = ads_plan(3, NOON, NearYou(), Auctions())
        (folder / "ads.json").write_bytes(plans.encode(plan))
        line = LineItem.objects.select_related(
            "flight__campaign__film", "flight__campaign__distributor"
        ).get(pk=world.line.pk)
        return diagnose(line, NOON)

    return change


def said(*reasons: NoBidReason) -> tuple[str, ...]:
    return tuple(str(NO_BID[reason]) for reason in reasons)


def test_a_line_that_nothing_stops_is_the_one_that_bids(
    world: Any, looked: Change
) -> None:
    found = looked()
    (trial,) = found.bids
    assert (trial.exchange.slug, trial.placement.id) == ("equativ", world.placement.id)
    assert (trial.reasons, trial.wins, trial.ours) == ((), True, True)
    # No page of ours asks for it: that none did is no fault.
    assert found.trials == []
    assert "requests" not in [step.code for step in found.steps]


def test_whatever_a_line_asks_the_made_up_request_says(
    world: Any, looked: Change
) -> None:
    found = looked(
        geography=[{"country": "FR", "departement": "2A"}],
        ages=[{"youngest": 25, "oldest": 49}],
        genders=["female"],
        interests=["467"],
        devices=["tablet"],
        languages=["fr"],
        keywords=["cinéma"],
        categories=["324"],
        hosts_excluded=["ailleurs.example"],
        unknown={
            "ages": "strict",
            "genders": "strict",
            "languages": "strict",
        },
    )
    assert [trial.reasons for trial in found.bids] == [()]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (
            {"dayparts": [{"days": [0, 1, 2, 3, 4, 5, 6], "first": 0, "until": 1}]},
            NoBidReason.DAYPART,
        ),
        ({"hosts_excluded": ["inter.example"]}, NoBidReason.HOST_EXCLUDED),
        ({"pool": True}, NoBidReason.UNMATCHED_USER),
    ],
)
def test_what_stands_in_the_way_is_named(
    looked: Change, world: Any, fields: dict[str, Any], reason: NoBidReason
) -> None:
    inventory.change_publisher(
        world.placement.publisher,
        world.people.users["klox"],
        origins=["https://www.inter.example"],
    )
    (trial,) = looked(**fields).bids
    assert trial.reasons == said(reason)
    assert not trial.ours


def test_the_exchange_s_own_rules_are_judged_too(
    world: Any, market: Any, looked: Change
) -> None:
    klox, by = world.people.klox, world.people.users["klox"]
    inventory.change_publisher(
        world.placement.publisher, by, origins=["https://www.inter.example"]
    )
    inventory.change_exchange(market, klox, by, ads_txt=True, supply_chain="complete")
    (trial,) = looked().bids
    assert trial.reasons == said(NoBidReason.ADS_TXT_UNAVAILABLE)
    address = "https://inter.example/ads.txt"
    for body, reasons in (
        (b"other.example, 1, DIRECT", said(NoBidReason.ADS_TXT_VIOLATION)),
        (b"equativ.com, 77, DIRECT", ()),
    ):
        inventory.take_in("inter.example", address, Answer(body), NOON)
        (trial,) = looked().bids
        assert trial.reasons == reasons


def test_a_line_of_deals_bids_by_them_and_only_where_they_are(
    world: Any, market: Any, looked: Change
) -> None:
    klox, by = world.people.klox, world.people.users["klox"]
    inventory.add_exchange(klox, by, name="Teads", slug="teads", by_browser=True)
    deal = inventory.add_deal(market, [], klox, by, code="EQ-1", name="Matinale")
    world.line.deals.set([deal])
    found = {trial.exchange.slug: trial.reasons for trial in looked().bids}
    assert found == {"equativ": (), "teads": said(NoBidReason.DEAL)}


def test_no_exchange_is_a_warning_with_its_remedy(
    world: Any, market: Any, looked: Change
) -> None:
    klox, by = world.people.klox, world.people.users["klox"]

    def words() -> str:
        (step,) = [one for one in looked().steps if one.code == "exchanges"]
        return f"{step.state} {step.words}"

    assert words() == "ok 1 est ouverte."
    inventory.change_exchange(market, klox, by, networks=[])
    assert words() == "warn Rien ne laisse entrer Equativ."
    inventory.set_exchange_active(market, klox, by, active=False)
    assert words() == "warn Aucune place de marché n’est ouverte."


def test_the_page_shows_it(world: Any, looked: Change, sign_in: SignIn) -> None:
    looked(hosts_excluded=["inter.example"])
    page = sign_in("klox").get(reverse("control:why", args=[world.line.id]))
    text = page.content.decode()
    assert "Essai aux enchères" in text
    assert "Equativ" in text
