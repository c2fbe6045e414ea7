"""The Toulon story (DESIGN §1), in a real browser, on the running product.

Camille looks up screening times at the Royal, accepts, later reads franceinter, sees
the teaser of L'Ombre de Staline, clicks, lands on its Allociné page; the Royal is
credited 0.0004 EUR.
"""

import re
import time
from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from story_product import PASSWORD, Product
from story_steps import (
    ARTICLE,
    accept,
    cookies,
    eventually,
    ids,
    settle,
    visit_the_royal,
)

pytestmark = [pytest.mark.story, pytest.mark.xdist_group("story")]

ALLOCINE = "https://www.allocine.fr/film/fichefilm_gen_cfilm=254025.html"
SIX_MONTHS = 15_552_000


def read_franceinter(page: Page, product: Product) -> None:
    page.goto(product.site("franceinter") + ARTICLE)
    accept(page)


def test_the_royal_earns_when_its_spectator_clicks(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    camille = browser()
    page = camille.new_page()
    before = product.figures()

    visit_the_royal(page, product)
    held = cookies(camille)
    for name, host in (("tid", "pool.localhost"), ("aid", "ads.localhost")):
        assert held[name]["domain"] == host
        assert held[name]["secure"]
        assert held[name]["httpOnly"]
        assert held[name]["sameSite"] == "None"
        assert held[name]["expires"] - time.time() == pytest.approx(SIX_MONTHS, abs=60)

    read_franceinter(page, product)
    ad = page.frame_locator("iframe[src*='/frame/']").first
    expect(ad.get_by_text("Publicité – Condor").first).to_be_visible()
    impressions = int(before["impressions_ever"])
    eventually(lambda: product.number("impressions_ever") > impressions, True)
    page.wait_for_timeout(1_500)  # a person needs more than a second to click

    with camille.expect_page() as opened:
        ad.get_by_role("link", name=re.compile("fiche du film")).first.click()
    expect(opened.value).to_have_url(ALLOCINE)

    # Others of this product, and their clicks, came before.
    owed = balance(before) + Decimal("0.0004")
    eventually(lambda: balance(product.figures()), owed)
    billed = int(before["billed_clicks_ever"])
    eventually(lambda: product.number("billed_clicks_ever"), billed + 1)
    see_in_the_portal(owed, browser(), product)


def balance(figures: Mapping[str, int | str]) -> Decimal:
    """The Royal's balance in euros, as the tour shows it: "0,0004 €"."""
    said = str(figures["royal_balance"])
    return Decimal(said.removesuffix(" €").replace(",", "."))


def see_in_the_portal(owed: Decimal, manager: BrowserContext, product: Product) -> None:
    page = manager.new_page()
    page.goto(f"{product.portal}/")
    page.get_by_label("Adresse e-mail").fill("royal@demo.toile")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_text(str(owed).replace(".", ",")).first).to_be_visible()


def test_the_teaser_plays_muted_and_the_ad_says_why(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    page = browser().new_page()
    visit_the_royal(page, product)
    read_franceinter(page, product)

    place = page.locator("[data-toile='fi-encart-video']")
    place.scroll_into_view_if_needed()
    ad = place.frame_locator("iframe")
    video = ad.locator("video")
    expect(video).to_have_js_property("muted", value=True)
    expect(video).to_have_js_property("paused", value=False)

    with page.context.expect_page() as opened:
        ad.get_by_role("link", name="Pourquoi cette publicité ?").click()
    expect(opened.value.get_by_text("Condor").first).to_be_visible()
    expect(opened.value.get_by_text("Salles Art et Essai").first).to_be_visible()


AT_THE_END = "scrollY + innerHeight >= document.documentElement.scrollHeight - 1"


def read_on(page: Page, reached: Callable[[], bool]) -> None:
    """Turn the wheel until something is reached; a page still loading may miss it."""

    def turned() -> bool:
        page.mouse.wheel(0, 20_000)
        return reached()

    eventually(turned, True)


def test_the_popup_waits_for_the_end_of_the_article(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    page = browser().new_page()
    visit_the_royal(page, product)
    read_franceinter(page, product)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_have_count(0)

    read_on(page, dialog.is_visible)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    page.reload()
    read_on(page, lambda: bool(page.evaluate(AT_THE_END)))
    settle(page)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_id_that_the_ads_wing_missed_arrives_with_a_later_page(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    camille = browser()
    page = camille.new_page()
    start = f"{product.ads}/aid*"
    page.route(start, lambda route: route.abort())
    page.goto(product.site("royal-toulon"))
    with page.expect_event("requestfailed", lambda request: "/aid" in request.url):
        visits = product.number("visits_ever")
        accept(page)
    eventually(lambda: product.number("visits_ever"), visits + 1)
    assert ids(camille) == {"tid"}

    page.unroute(start)
    page.get_by_role("link", name="Voir le film").first.click()
    eventually(lambda: ids(camille), {"tid", "aid"})
    eventually(lambda: product.number("visits_ever"), visits + 2)


def test_an_ad_is_only_where_it_was_bought(
    product: Product, browser: Callable[..., BrowserContext]
) -> None:
    page = browser().new_page()
    visit_the_royal(page, product)

    page.goto(product.site("ouest-actu"))
    page.locator("a[href^='/article/']").first.click()
    with page.expect_response(re.compile(r"/ad\?")) as decision:
        accept(page)
    assert decision.value.status == 204
