"""An alert is seen in a browser, taken on, and no longer calls."""

import re
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from journeys import Journey, fits
from toile.portal.alerts.services import look

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def alone(settings: Settings, tmp_path: Path) -> None:
    """No edge, a journal of the test's own."""
    settings.TOILE = msgspec.structs.replace(
        settings.TOILE, edge_port=1, journal=f"file:{tmp_path}/journal", data=tmp_path
    )


def test_an_alert_is_seen_and_taken_on(journey: Journey) -> None:
    look()
    page = journey.page("klox")
    page.goto("/alertes/")
    calls = page.locator("main li a", has_text="L’edge ne répond pas")
    badge = page.get_by_role("navigation", name="Menu principal").locator(".badge")
    waiting = int(badge.inner_text().split()[0])
    fits(page)
    calls.click()
    expect(page.get_by_text("Démarrez « toile edge »")).to_be_visible()
    page.get_by_role("radio", name="La prendre en charge").check()
    page.get_by_role("textbox").fill("Je redémarre la machine 🎬")
    fits(page)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("C’est noté.")).to_be_visible()
    expect(page.locator(".thread")).to_contain_text("Je redémarre la machine 🎬")
    page.get_by_role("link", name="Toutes les alertes").click()
    expect(calls).to_have_count(0)
    row = page.get_by_role("row", name=re.compile("L’edge ne répond pas"))
    expect(row).to_contain_text("prise en charge")
    if waiting > 1:
        expect(badge).to_contain_text(str(waiting - 1))
    else:
        expect(badge).to_have_count(0)
