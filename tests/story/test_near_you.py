"""A reader in the Var sees where to see the film: the Royal's next screening.

The programme comes over HTTP from the demo's open data, as it does from SCARE's; the
union turns it off, and on again.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from story_product import PASSWORD, Product
from story_steps import ARTICLE, accept, eventually, visit_the_royal

pytestmark = [pytest.mark.story, pytest.mark.xdist_group("story")]

NEAR = "À voir près de chez vous"


def read_again(page: Page, product: Product) -> FrameLocator:
    """Open the article once more, and give its first ad."""
    page.goto(product.site("franceinter") + ARTICLE)
    ad = page.frame_locator("iframe[src*='/frame/']").first
    expect(ad.locator(".title")).to_be_visible()
    return ad


def is_told(page: Page, product: Product) -> Callable[[], bool]:
    """Ask, by reading again, whether the ad says where to see its film."""
    return lambda: read_again(page, product).get_by_text(NEAR).count() > 0


def turn(manager: Page, name: str) -> None:
    """Let the union turn it off or on."""
    closed = manager.locator("summary", has_text="Arrêter…")
    if closed.count():
        closed.click()
    manager.get_by_role("button", name=name).click()


def test_a_reader_in_the_var_sees_the_royals_next_screening(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    camille = browser()
    page = camille.new_page()
    visit_the_royal(page, product)
    page.goto(product.site("royal-toulon") + "/film/l-ombre-de-staline")
    times = {
        at.replace(":", "h").removesuffix("00")
        for at in page.locator("time").all_inner_texts()
    }
    assert times
    page.goto(product.site("franceinter") + ARTICLE)
    accept(page)
    eventually(is_told(page, product), True)

    ad = read_again(page, product)
    expect(ad.get_by_text(NEAR)).to_be_visible()
    royal = ad.locator(".house", has_text="Le Royal, Toulon")
    expect(royal).to_have_count(1)
    said = royal.locator(".times").text_content() or ""
    assert set(re.findall(r"\d+h(?:\d\d)?", said)) <= times
    links = ad.locator("a").evaluate_all("(all) => all.map((one) => one.href)")
    assert len(links) == 2, "the film's page, and why this ad: nothing else"

    manager = browser().new_page()
    manager.goto(f"{product.portal}/seances/")
    manager.get_by_label("Adresse e-mail").fill("scare@demo.toile")
    manager.get_by_label("Mot de passe").fill(PASSWORD)
    manager.get_by_role("button", name="Se connecter").click()
    expect(manager.get_by_text("En service")).to_be_visible()
    turn(manager, "Arrêter pour toutes les campagnes")
    try:
        eventually(is_told(page, product), False)
    finally:
        turn(manager, "Remettre en service")
    eventually(is_told(page, product), True)
