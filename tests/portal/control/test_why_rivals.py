"""Who is served instead: only lines that could be, whatever an old plan says."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pytest_django import Settings

from clock import NOON
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import LineItem
from toile.portal.control.why import Diagnosis, diagnose
from toile.wire import plan as plans
from toile.wire.plan import AdsPlan
from toile.worker.publish.auctions import Auctions
from toile.worker.publish.near_you import NearYou
from toile.worker.publish.plans import ads_plan

WEEK = datetime.timedelta(days=7)
Launch = Callable[[str, int], LineItem]


@pytest.fixture
def launch(
    world: Any, decide: Callable[[str], None], make_image: Callable[..., bytes]
) -> Launch:
    """Put a line live on the one placement, at a price, aimed at everybody."""

    def made(name: str, price_micros: int) -> LineItem:
        film = world.film
        campaign = campaigns.add_campaign(world.people.condor, film, name)
        flight = campaigns.add_flight(campaign, name, NOON - WEEK, NOON + WEEK)
        line = campaigns.add_line(
            flight,
            name,
            [world.placement],
            budget_micros=500_000_000,
            price_micros=price_micros,
        )
        campaigns.add_creative(campaign, "Affiche", make_image())
        campaigns.submit(campaign)
        decide(campaign.id)
        campaign.refresh_from_db()
        campaigns.go_live(campaign)
        return line

    return made


@pytest.fixture
def publish(settings: Settings, tmp_path: Path) -> Callable[[], AdsPlan]:
    """Publish the plan of this minute."""
    settings.TOILE = msgspec.structs.replace(settings.TOILE, plan=tmp_path, edge_port=1)

    def now() -> AdsPlan:
        plan = ads_plan(3, NOON, NearYou(), Auctions())
        (tmp_path / "ads.json").write_bytes(plans.encode(plan))
        return plan

    return now


def winner(found: Diagnosis) -> str:
    (trial,) = found.trials
    assert trial.wins
    return str(trial.winner.id) if trial.winner else ""


def spend(world: Any, line: LineItem, micros: int) -> None:
    creative = line.flight.campaign.creatives.get()
    key = (line.id, creative.id, world.placement.id, NOON.date())
    campaigns.put_line_figures(*key, impressions=9, spend_micros=micros)


def test_a_rival_that_pays_more_is_named(
    world: Any, launch: Launch, publish: Callable[[], AdsPlan]
) -> None:
    ours, dearer = launch("La nôtre", 4_000_000), launch("Plus chère", 9_000_000)
    publish()
    found = diagnose(ours, NOON)
    assert winner(found) == dearer.id
    assert len(found.outbid) == 1


def test_a_rival_whose_budget_is_spent_is_not(
    world: Any, launch: Launch, publish: Callable[[], AdsPlan]
) -> None:
    ours, next_best = launch("La nôtre", 4_000_000), launch("Suivante", 5_000_000)
    spent = launch("Épuisée", 9_000_000)
    publish()
    spend(world, spent, 500_000_000)
    assert winner(diagnose(ours, NOON)) == next_best.id
    spend(world, next_best, 500_000_000)
    found = diagnose(ours, NOON)
    assert winner(found) == ours.id
    assert not found.outbid


def test_a_rival_that_is_ahead_of_its_pace_still_is(
    world: Any, launch: Launch, publish: Callable[[], AdsPlan]
) -> None:
    ours, dearer = launch("La nôtre", 4_000_000), launch("En avance", 9_000_000)
    publish()
    spend(world, dearer, 499_000_000)
    assert winner(diagnose(ours, NOON)) == dearer.id


def test_a_rival_paused_since_the_plan_was_published_is_not(
    world: Any, launch: Launch, publish: Callable[[], AdsPlan]
) -> None:
    ours, dearer = launch("La nôtre", 4_000_000), launch("En pause", 9_000_000)
    plan = publish()
    campaigns.pause(dearer.flight.campaign)
    assert dearer.id in {one.id for one in plan.lines}
    assert winner(diagnose(ours, NOON)) == ours.id
