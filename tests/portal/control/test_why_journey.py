"""The operator asks why a line is not served, and mends what the page names."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from journeys import Journey, fits
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Campaign, Flight
from toile.portal.inventory import services as inventory

pytestmark = pytest.mark.slow
WHY = re.compile("Pourquoi")


@pytest.fixture(autouse=True)
def alone(settings: Settings, tmp_path: Path) -> None:
    """No plan and no edge: what people decided comes first all the same."""
    settings.TOILE = msgspec.structs.replace(settings.TOILE, plan=tmp_path, edge_port=1)


def verdict(page: Page) -> Locator:
    """What the page says first."""
    return page.get_by_role("main").locator(".alert").first


def look_again(page: Page) -> None:
    page.get_by_role("link", name="Regarder de nouveau").click()


def go_live(world: Any, decide: Callable[[str], None]) -> None:
    """Condor's campaign goes online, within its dates."""
    now, day = timezone.now(), datetime.timedelta(days=1)
    Flight.objects.update(starts_at=now - day, ends_at=now + day)
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    campaigns.go_live(Campaign.objects.get())


def test_a_line_that_is_not_served_says_why_until_the_places_are_open(
    journey: Journey, world: Any, decide: Callable[[str], None]
) -> None:
    klox = world.people.users["klox"]
    inventory.set_active(world.placement, klox, active=False)
    page = journey.page("klox")
    # Not served yet, the line is in no list of those that are: its campaign leads on.
    page.goto("/campagnes/")
    page.get_by_role("link", name="Sortie nationale").click()
    page.get_by_role("link", name="Réglages", exact=True).click()
    page.get_by_role("link", name=WHY).click()
    expect(verdict(page)).to_contain_text("Elle ne lui a pas encore été soumise.")
    fits(page)
    go_live(world, decide)
    look_again(page)
    expect(verdict(page)).to_contain_text("Tous ses emplacements sont en pause.")
    verdict(page).get_by_role("link", name="Y aller").click()
    page.get_by_role("link", name="Encart", exact=True).click()
    page.get_by_role("button", name="Ouvrir").click()
    expect(page.get_by_text("L’emplacement est ouvert aux campagnes.")).to_be_visible()
    page.goto("/lignes/")
    page.get_by_role("link", name=WHY).click()
    row = page.get_by_role("row", name=re.compile("^Emplacements"))
    expect(row).to_contain_text("en ordre")
    # Everything that people decide is decided: now the machines are looked at.
    expect(page.get_by_role("row", name=re.compile("^Plan"))).to_contain_text("arrête")
    expect(verdict(page)).to_contain_text("plan")
    fits(page)
