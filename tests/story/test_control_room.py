"""The operator looks on while a spectator is shown an ad: no reload, events alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from story_product import PASSWORD, Product
from story_steps import ARTICLE, accept, eventually, visit_the_royal

pytestmark = [pytest.mark.story, pytest.mark.xdist_group("story")]

ROOM = "/salle-de-controle/"


def enter(page: Page, product: Product) -> None:
    page.goto(f"{product.portal}{ROOM}")
    page.get_by_label("Adresse e-mail").fill("klox@demo.toile")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", name="Salle de contrôle")).to_be_visible()


def impressions(page: Page) -> int:
    """The day's impressions, as the page shows them now."""
    name = page.locator("dt", has_text="Impressions du jour")
    said = page.locator(".figure").filter(has=name).locator("dd").first.inner_text()
    return int("".join(re.findall(r"\d", said.splitlines()[0])))


@pytest.mark.parametrize("width", [1280, 390], ids=["desk", "phone"])
def test_a_figure_of_the_control_room_moves_by_itself(
    product: Product, browser: Callable[..., BrowserContext], width: int
) -> None:
    room = browser(width=width).new_page()
    asked: list[str] = []
    room.on("request", lambda request: asked.append(request.url))
    enter(room, product)
    # What a reload would wipe out.
    room.evaluate("document.documentElement.dataset.kept = 'yes'")
    before, opened = impressions(room), len(asked)

    page = browser().new_page()
    visit_the_royal(page, product)
    page.goto(product.site("franceinter") + ARTICLE)
    accept(page)
    ad = page.frame_locator("iframe[src*='/frame/']").first
    expect(ad.get_by_text("Publicité – Condor").first).to_be_visible()

    # The worker counts within a second, the stream tells every three.
    eventually(lambda: impressions(room) > before, True)
    assert room.evaluate("document.documentElement.dataset.kept") == "yes"
    # Told by the stream, not by asking again and again.
    assert {one for one in asked[opened:] if "/flux/" not in one} == set()
    assert any("/flux/" in one for one in asked)
    assert room.evaluate("document.documentElement.scrollWidth <= innerWidth")
