"""A price below a place's floor is told at each step where it can be mended."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from toile.ads.delivery.refusals import NoBidReason
from toile.portal.campaigns import services
from toile.portal.campaigns.cautions import below_floor, cautions_of
from toile.portal.campaigns.models import Campaign, LineItem
from toile.portal.inventory import services as inventory
from toile.portal.inventory.models import Placement, SupplyDay

SignIn = Callable[[str], Client]
KEY = "01HZZZZZZZZZZZZZZZZZZZZZZ4"
NEXT = timezone.localdate() + datetime.timedelta(days=7)
MARK = 'data-reason="BELOW_FLOOR"'


@pytest.fixture
def dear(world: Any) -> Placement:
    """A second place of the publisher, that takes 11 euros at least."""
    return inventory.add_placement(
        world.placement.publisher,
        name="Pop-up",
        format="popup",
        width=640,
        height=480,
        floor_micros=11_000_000,
    )


@pytest.fixture
def line(world: Any, dear: Placement) -> LineItem:
    """A draft in both places at 9 euros."""
    draft = services.begin(world.people.condor, world.film, "Suite", KEY)
    made = services.set_criteria(services.set_dates(draft, NEXT, NEXT), pool=False)
    services.set_sites(made, [world.placement, dear])
    return services.set_budget(made, 100_000_000, 9_000_000)


def page(client: Client, campaign: Campaign, name: str, query: str = "") -> str:
    url = reverse(f"campaigns:{name}", args=[campaign.id])
    found = client.get(url + query).content.decode()
    return found.replace("\u202f", " ").replace("\xa0", " ")


def test_only_the_place_that_takes_more_is_named_with_its_floor(
    line: LineItem, dear: Placement
) -> None:
    (caution,) = cautions_of(line)
    assert caution.reason is NoBidReason.BELOW_FLOOR
    assert caution.placement == dear
    said = caution.said.replace("\xa0", " ")
    assert said == (
        "France Inter – Pop-up : le prix plancher est de 11,00 € les 1000 impressions. "
        "À 9,00 €, la ligne n’y sera pas servie."
    )


@pytest.mark.parametrize(("price", "told"), [(10_999_999, 1), (11_000_000, 0)])
def test_the_floor_itself_is_enough(dear: Placement, price: int, told: int) -> None:
    assert len(below_floor([dear], price)) == told


def test_a_line_without_a_price_has_a_gap_and_no_caution(line: LineItem) -> None:
    line.price_micros = 0
    assert cautions_of(line) == []


@pytest.mark.parametrize("name", ["sites_step", "budget_step", "review_step"])
def test_each_step_and_the_summary_warn(
    line: LineItem, sign_in: SignIn, name: str
) -> None:
    said = page(sign_in("condor"), line.flight.campaign, name)
    assert MARK in said
    assert "France Inter – Pop-up : le prix plancher est de 11,00 €" in said
    services.set_budget(line, 100_000_000, 11_000_000)
    assert MARK not in page(sign_in("condor"), line.flight.campaign, name)


def test_the_warning_follows_the_price_that_is_being_typed(
    line: LineItem, sign_in: SignIn
) -> None:
    condor, draft = sign_in("condor"), line.flight.campaign
    assert MARK in page(condor, draft, "forecast", "?budget=100&price=10,99")
    assert MARK not in page(condor, draft, "forecast", "?budget=100&price=11")


def test_places_are_offered_with_their_floor_before_a_price_is_given(
    line: LineItem, sign_in: SignIn
) -> None:
    LineItem.objects.filter(pk=line.pk).update(price_micros=0)
    said = page(sign_in("condor"), line.flight.campaign, "sites_step")
    assert said.count("au-dessus du prix habituel (9,50 €)") == 1
    assert "Prix sous le plancher" not in said


def test_a_line_below_a_floor_can_be_kept_and_submitted(
    line: LineItem, sign_in: SignIn, make_image: Callable[..., bytes]
) -> None:
    condor, draft = sign_in("condor"), line.flight.campaign
    given = {"budget": "100", "price": "9"}
    budget = reverse("campaigns:budget_step", args=[draft.id])
    assert condor.post(budget, given).status_code == 302
    services.add_creative(draft, "A", make_image())
    condor.post(reverse("campaigns:review_step", args=[draft.id]), {"key": KEY})
    draft.refresh_from_db()
    assert draft.status == Campaign.Status.SUBMITTED


def test_a_forecast_says_that_every_place_takes_more(
    line: LineItem, dear: Placement, sign_in: SignIn
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    inventory.put_supply([SupplyDay(placement=dear, day=yesterday, requests=9_000)])
    services.set_sites(line, [dear])
    said = page(sign_in("condor"), line.flight.campaign, "budget_step")
    assert "À ce prix, aucun de ces emplacements ne sert la campagne" in said
    services.set_budget(line, 100_000_000, 11_000_000)
    said = page(sign_in("condor"), line.flight.campaign, "budget_step")
    assert "À ce prix, aucun" not in said
