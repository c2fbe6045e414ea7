"""Why a line is not served: the first thing that stops it, in the order of things."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from clock import NOON
from toile.portal.campaigns import services as campaigns
from toile.portal.control.why import Diagnosis, diagnose
from toile.portal.inventory import services as inventory
from toile.wire import plan as plans
from toile.worker.publish.auctions import Auctions
from toile.worker.publish.near_you import NearYou
from toile.worker.publish.plans import ads_plan

SignIn = Callable[[str], Client]


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A folder of plans, and no edge at all."""
    settings.TOILE = msgspec.structs.replace(settings.TOILE, plan=tmp_path, edge_port=1)
    return tmp_path


def publish(folder: Path) -> None:
    (folder / "ads.json").write_bytes(
        plans.encode(ads_plan(3, NOON, NearYou(), Auctions()))
    )


def stopped(found: Diagnosis) -> str:
    return found.first_stop.code if found.first_stop else ""


def test_each_condition_stops_in_its_turn(
    world: Any, decide: Callable[[str], None], folder: Path
) -> None:
    line, klox = world.line, world.people.users["klox"]

    def now_stops(at: datetime.datetime = NOON) -> str:
        line.refresh_from_db()
        line.flight.campaign.refresh_from_db()
        return stopped(diagnose(line, at))

    assert now_stops() == "approval"
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    assert now_stops() == "campaign"
    world.campaign.refresh_from_db()
    campaigns.go_live(world.campaign)
    assert now_stops(NOON - datetime.timedelta(days=30)) == "dates"
    assert now_stops(NOON + datetime.timedelta(days=30)) == "dates"
    inventory.set_active(world.placement, klox, active=False)
    assert now_stops() == "placements"
    inventory.set_active(world.placement, klox, active=True)
    inventory.change_placement(world.placement, klox, floor_micros=4_000_001)
    assert now_stops() == "floor"
    inventory.change_placement(world.placement, klox, floor_micros=4_000_000)
    assert now_stops() == "plan"
    publish(folder)
    assert now_stops() == "edge"


def test_a_floor_that_only_some_places_take_is_a_warning_that_names_them(
    world: Any, folder: Path
) -> None:
    dear = inventory.add_placement(
        world.placement.publisher,
        name="Pop-up",
        format="popup",
        width=640,
        height=480,
        floor_micros=11_000_000,
    )
    world.line.placements.add(dear)
    found = diagnose(world.line, NOON)
    (floor,) = [step for step in found.warnings if step.code == "floor"]
    assert "France Inter – Pop-up" in floor.words
    assert "11,00" in floor.words
    assert "Encart" not in floor.words
    assert floor.url == reverse("inventory:placement", args=[dear.id])
    assert not [step for step in found.steps if step.stops and step.code == "floor"]


def test_a_spent_budget_is_told_and_the_trial_is_the_edges_own_decision(
    world: Any, decide: Callable[[str], None], folder: Path
) -> None:
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    campaigns.go_live(world.campaign)
    publish(folder)
    key = (world.line.id, world.creative.id, world.placement.id, NOON.date())
    campaigns.put_line_figures(*key, impressions=9, spend_micros=500_000_000)
    found = diagnose(world.line, NOON)
    assert "budget" in [step.code for step in found.steps if step.stops]
    (trial,) = found.trials
    # The crowd comes before the budget in the decision: nobody may be targeted here.
    assert (trial.wins, trial.alone) == (
        False,
        "segment plus petit que les règles ne le permettent",
    )


def test_the_page_says_it_in_french_with_a_remedy(
    world: Any, sign_in: SignIn, folder: Path
) -> None:
    page = sign_in("klox").get(reverse("control:why", args=[world.line.id]))
    said = page.content.decode()
    assert "Elle ne lui a pas encore été soumise." in said
    assert reverse("campaigns:detail", args=[world.campaign.id]) in said
    assert sign_in("klox").get("/lignes/nulle-part/pourquoi/").status_code == 404


def test_a_mute_edge_is_said_plainly(world: Any, sign_in: SignIn, folder: Path) -> None:
    said = sign_in("klox").get("/salle-de-controle/").content.decode()
    assert "L’edge ne répond pas" in said
    assert "achat aux enchères pas encore branché" in said
